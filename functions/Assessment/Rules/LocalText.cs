using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Rules;

/// <summary>A text in Chinese and, where it was translated, in English.</summary>
public sealed record LocalText
{
    /// <summary>The Chinese text, never empty.</summary>
    [JsonPropertyName("zh-CN")]
    public required string ZhCn { get; init; }

    /// <summary>The English text.</summary>
    /// <value>Null where there is no translation: the Chinese text stands in.</value>
    public string? En { get; init; }
}
