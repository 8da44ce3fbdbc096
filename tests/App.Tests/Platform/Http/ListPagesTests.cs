namespace Yuekao.App.Tests.Platform.Http;

public sealed class ListPagesTests
{
    [Fact]
    public void Of_EveryPage_ListsEachItemOnce()
    {
        string[] items = ["e", "c", "a", "d", "b"];

        Assert.Equal(["a b", "c d", "e"], Pages(page => items));
    }

    [Fact]
    public void Of_ItemAtTheMarkIsGone_GoesOnWithTheNextOne() => Assert.Equal(["a b", "c d", "e"], Pages(page => page == 0 ? ["a", "b", "c", "d", "e"] : ["a", "c", "d", "e"]));

    [Fact]
    public void Of_EverythingUpToTheMarkIsGone_GoesOnWithTheNextOne() => Assert.Equal(["a b", "c d"], Pages(page => page == 0 ? ["a", "b", "c", "d"] : ["c", "d"]));

    [Fact]
    public void Of_ItemComesBeforeTheMark_IsNotListedInsteadOfTheNextOne() => Assert.Equal(["b d", "e f"], Pages(page => page == 0 ? ["b", "d", "e"] : ["a", "b", "c", "d", "e", "f"]));

    [Fact]
    public void Of_EverythingBehindTheMarkIsGone_IsAnEmptyLastPage() => Assert.Equal(["a b", ""], Pages(page => page == 0 ? ["a", "b", "c"] : ["a", "b"]));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Read_ContinuationThatIsNone_IsMalformedAndNoFirstPage(string continuation) =>
        Assert.Equal("continuation", Assert.Single(Assert.Throws<ProblemException>(() => PageRequest.Read(Request($"?continuation={continuation}"))).Errors).Path);

    [Theory]
    [InlineData("2026-10", true)]
    [InlineData("2026-13", false)]
    [InlineData("c0001", false)]
    public void After_PlaceThatIsNoneOfTheList_IsMalformedAndNoFirstPage(string place, bool isPlace)
    {
        string? continuation = PageRequest.Read(Request("")).Answer([1], place).Continuation;
        PageRequest page = PageRequest.Read(Request($"?continuation={continuation}"));

        if (isPlace)
            Assert.Equal(place, page.After<Period>(Period.TryOf)!.Value.Value);
        else
            Assert.Equal("continuation", Assert.Single(Assert.Throws<ProblemException>(() => page.After<Period>(Period.TryOf)).Errors).Path);
    }

    // Every page of a list that may be another at each, as its items in one text.
    private static List<string> Pages(Func<int, string[]> items)
    {
        var pages = new List<string>();
        string? continuation = null;
        do
        {
            PageRequest request = PageRequest.Read(Request(continuation is null ? "?top=2" : $"?top=2&continuation={continuation}"));
            Page<string> page = ListPages.Of(request, items(pages.Count), item => item);
            pages.Add(string.Join(' ', page.Items));
            continuation = page.Continuation;
        }
        while (continuation is not null && pages.Count < 10);

        return pages;
    }

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { Path = "/api/list", QueryString = new QueryString(query) } }.Request;
}
