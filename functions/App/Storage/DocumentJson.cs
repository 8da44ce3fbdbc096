using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Yuekao.App.Http;
using Yuekao.Assessment;
using Yuekao.Assessment.Outcomes;

namespace Yuekao.App.Storage;

/// <summary>The JSON of stored documents and rows: the library's, with what holds for a pool said once and not again with each of its subjects.</summary>
internal static class DocumentJson
{
    /// <summary>What documents are read and written with.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AssessmentJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutPool } } };
        options.Converters.Add(new DurationConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutPool(JsonTypeInfo contract)
    {
        if (contract.Type != typeof(Explanation))
            return;
        JsonPropertyInfo pool = contract.Properties.Single(property => property.PropertyType == typeof(PoolSummary));
        contract.Properties.Remove(pool);
    }
}
