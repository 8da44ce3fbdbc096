using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Platform.Settings;

/// <summary>Settings that note which of them are asked for.</summary>
/// <param name="values">What is set, by key.</param>
internal sealed class RecordedSettings(IReadOnlyDictionary<string, string> values) : ConfigurationProvider, IConfigurationSource
{
    private readonly SortedSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>The settings that were asked for, as they are written: <c>Section__Name</c>.</summary>
    public IReadOnlySet<string> Asked => asked;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Data = values.ToDictionary(value => value.Key, value => (string?)value.Value, StringComparer.OrdinalIgnoreCase);

    public override bool TryGet(string key, out string? value)
    {
        asked.Add(key.Replace(":", "__", StringComparison.Ordinal));
        return base.TryGet(key, out value);
    }
}
