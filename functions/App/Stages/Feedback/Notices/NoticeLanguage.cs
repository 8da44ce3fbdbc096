using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Stages.Feedback;

/// <summary>A language that notices are printed in.</summary>
public enum NoticeLanguage
{
    /// <summary>Chinese.</summary>
    ZhCn,

    /// <summary>English; what has no translation stays Chinese.</summary>
    En,
}

/// <summary>Finds out which language a request means.</summary>
internal static class NoticeLanguages
{
    private const string Name = "lang";

    /// <summary>What <c>lang</c> says (zh-CN or en); else whichever of the two Accept-Language likes better; else Chinese.</summary>
    public static NoticeLanguage Read(HttpRequest request, QueryReader query)
    {
        if (query.Text(Name) is not { } text)
            return Preferred(request);
        if (text is not ("zh-CN" or "en"))
            query.Wrong(Name, "must be zh-CN or en.");
        return text == "en" ? NoticeLanguage.En : NoticeLanguage.ZhCn;
    }

    private static NoticeLanguage Preferred(HttpRequest request)
    {
        IEnumerable<StringWithQualityHeaderValue> accepted = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? accept) ? accept : [];
        return accepted.Where(language => language.Quality != 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Of(language.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? NoticeLanguage.ZhCn;
    }

    private static NoticeLanguage? Of(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "en" => NoticeLanguage.En,
        "zh" => NoticeLanguage.ZhCn,
        _ => null,
    };
}
