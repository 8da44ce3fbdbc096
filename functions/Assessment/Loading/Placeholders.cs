using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Yuekao.Assessment.Loading;

/// <summary>Stands in for what could not be read, so that the rest of the document is still checked.</summary>
internal static class Placeholders
{
    public static JsonNode Of(JsonTypeInfo info, JsonSerializerOptions options)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return new JsonArray();
        if (info.Kind != JsonTypeInfoKind.Object)
            return JsonValueShape.For(info.Type)!.NewPlaceholder();

        var result = new JsonObject();
        if (info.PolymorphismOptions is { } polymorphism)
        {
            var derived = polymorphism.DerivedTypes[0];
            result.Add(polymorphism.TypeDiscriminatorPropertyName, derived.TypeDiscriminator!.ToString());
            info = options.GetTypeInfo(derived.DerivedType);
        }

        foreach (var required in info.Properties.Where(property => property.IsRequired))
            result.Add(required.Name, Of(options.GetTypeInfo(required.PropertyType), options));
        return result;
    }
}
