using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Platform;

/// <summary>The languages in which the app speaks to people.</summary>
public enum Language
{
    ZhCn,
    En,
}

internal static class Languages
{
    // What the code says in English, by its format, in Chinese: a test holds that nothing is left out.
    private static readonly FrozenDictionary<string, string> Chinese = Read();

    /// <summary>The tag of a language, as HTTP and HTML have it.</summary>
    public static string Tag(this Language language) => language == Language.En ? "en" : "zh-CN";

    /// <summary>Whichever of the two Accept-Language likes better; else Chinese.</summary>
    public static Language Of(HttpRequest request)
    {
        bool isStated = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? accepted);
        return (isStated ? accepted! : []).Where(language => language.Quality != 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Of(language.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? Language.ZhCn;
    }

    /// <summary>A text in a language.</summary>
    public static string In(this LocalizableString text, Language language) => language == Language.En ? text.ToString() : text.In(format => Chinese.GetValueOrDefault(format, format));

    /// <summary>Every translation, by the English format.</summary>
    internal static IReadOnlyDictionary<string, string> Translations => Chinese;

    private static Language? Of(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "en" => Language.En,
        "zh" => Language.ZhCn,
        _ => null,
    };

    private static FrozenDictionary<string, string> Read()
    {
        using Stream file = typeof(Languages).Assembly.GetManifestResourceStream("texts.zh-CN.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
