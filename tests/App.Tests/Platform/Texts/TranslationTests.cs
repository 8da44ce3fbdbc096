using System.Text.RegularExpressions;
using Yuekao.App.Tests.Records.Rosters;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Texts;

/// <summary>What the app says to people, it says in Chinese and in English.</summary>
public sealed partial class TranslationTests(AppFixture app) : CountyTest(app)
{
    private readonly AppFixture fixture = app;

    [Fact]
    public void EveryTextThatTheCodeCanSay_HasItsTranslation_AndNoneIsLeftOver()
    {
        (IReadOnlyDictionary<string, string> formats, IReadOnlyList<string> unknown) = SaidTexts.Read();

        Assert.True(formats.Count > 500, $"Only {formats.Count} texts were found.");
        string[] missing = [.. formats.Where(text => text.Key.Length > 0 && !Languages.Translations.ContainsKey(text.Key)).Select(text => $"{text.Value}: {text.Key}")];
        string[] leftOver = [.. Languages.Translations.Keys.Except(formats.Keys)];
        Assert.True(missing.Length + leftOver.Length == 0, $"Not translated:\n{string.Join('\n', missing)}\nLeft over:\n{string.Join('\n', leftOver)}");
        // But for what is read back from JSON, and what is translated already.
        string[] rendered = [.. unknown.Where(place => !place.EndsWith(": reader.GetString()", StringComparison.Ordinal) && !place.EndsWith(": error.Message.In(language)", StringComparison.Ordinal))];
        Assert.True(rendered.Length == 0, $"Put together at run time:\n{string.Join('\n', rendered)}");
    }

    [Fact]
    public void EveryTranslation_IsChineseAndTakesTheSameArguments()
    {
        Assert.Empty(Languages.Translations.Where(text => !Holes(text.Key).SetEquals(Holes(text.Value))).Select(text => text.Key));
        Assert.Empty(Languages.Translations.Where(text => text.Key.Any(char.IsAsciiLetter) && Bare(text.Key).Any(char.IsAsciiLetter) && !text.Value.Any(one => one is >= '\u4E00' and <= '\u9FFF') && text.Key != ", {0:O}").Select(text => text.Key));
        // Full stops stand where the English text has them; Chinese ones.
        Assert.Empty(Languages.Translations.Where(text => text.Key.EndsWith('.') != text.Value.EndsWith('。')).Select(text => text.Key));
    }

    [Theory]
    [InlineData(null, "zh-CN", "内容不符合要求。", "应为 1 至 50 个字符的一行文字。")]
    [InlineData("en", "en", "The content is not acceptable.", "must be 1 to 50 characters on one line.")]
    [InlineData("fr, en;q=0.5", "en", "The content is not acceptable.", "must be 1 to 50 characters on one line.")]
    [InlineData("zh-TW, en;q=0.9", "zh-CN", "内容不符合要求。", "应为 1 至 50 个字符的一行文字。")]
    public async Task Problem_ByAcceptLanguage_IsInTheCallersLanguage(string? accept, string language, string title, string error)
    {
        var places = new CountyPlaces([new Township(TownshipId.Of("t1"), "高湾镇", [new Village(VillageId.Of("v1"), "小黄村")])]);
        (await SendAsync(HttpMethod.Put, "villages", Json(places))).EnsureSuccessStatusCode().Dispose();
        using var http = new HttpClient { BaseAddress = fixture.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"counties/{County}/townships/t1/roster", UriKind.Relative)) { Content = Json(new Roster([Postings.Of("c1") with { Name = new string('长', 51) }])) };
        request.Headers.Authorization = new("Bearer", fixture.Issuer.Issue(new TokenRequest { County = County, Roles = ["county"] }));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accept);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ProblemDocument problem = (await response.Content.ReadFromJsonAsync<ProblemDocument>(ApiJson.Options, TestContext.Current.CancellationToken))!;

        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal((ProblemType.Unacceptable.Type, title), (problem.Type, problem.Title));
        Assert.Equal(("$.postings[0].name", error), (problem.Errors![0].Path, problem.Errors[0].Message.ToString()));
    }

    private static HashSet<string> Holes(string format) => [.. Hole().Matches(format).Select(hole => hole.Groups["number"].Value)];

    private static string Bare(string format) => Hole().Replace(format, "");

    [GeneratedRegex(@"(?<!\{)\{(?<number>[0-9]+)(:[^}]+)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole();
}
