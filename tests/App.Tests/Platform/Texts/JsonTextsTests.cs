using System.Text;

namespace Yuekao.App.Tests.Platform.Texts;

public sealed class JsonTextsTests
{
    private static readonly HashSet<string> Members = ["en", "zh-CN"];

    [Theory]
    [InlineData("""{ "id": " a ", "title": { "zh-CN": "月度考核" } }""")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"en":"\ud800"}""")]
    public void Normalize_NothingToChange_LeavesEveryByte(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);

        Assert.Same(bytes, JsonTexts.Normalize(bytes, Members));
    }

    [Fact]
    public void Normalize_TextsWrittenOtherwise_ChangesThemAndNothingElse()
    {
        const string Document = "{ \"id\" : \" a \",\n \"items\":[{\"title\":{\"zh-CN\":\"\\u3000入户  走访\", \"en\":\"Visits \"}}, 1.50 ],\"en\":[\" a \"] }";

        Assert.Equal(
            "{ \"id\" : \" a \",\n \"items\":[{\"title\":{\"zh-CN\":\"入户 走访\", \"en\":\"Visits\"}}, 1.50 ],\"en\":[\" a \"] }",
            Encoding.UTF8.GetString(JsonTexts.Normalize(Encoding.UTF8.GetBytes(Document), Members)));
    }

    [Fact]
    public void Normalize_WhatNobodySees_IsRefusedWithEveryPath()
    {
        byte[] document = Encoding.UTF8.GetBytes("{\"title\":{\"zh-CN\":\"\u200B\"},\"items\":[{},{\"title\":{\"en\":\"\u202Ea\"}}]}");

        ProblemException refused = Assert.Throws<ProblemException>(() => JsonTexts.Normalize(document, Members));

        Assert.Same(ProblemType.Malformed, refused.Type);
        Assert.Equal(["$.title['zh-CN']", "$.items[1].title.en"], refused.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Normalize_SchemesThatComeWithTheApp_AreAsTheyAre() =>
        Assert.All(EmbeddedSchemes.ReadAll(), scheme => Assert.Same(scheme.Bytes, JsonTexts.Normalize(scheme.Bytes, SchemeDocuments.Texts)));
}
