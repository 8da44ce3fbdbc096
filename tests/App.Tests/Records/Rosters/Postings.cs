namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>Postings for tests.</summary>
internal static class Postings
{
    /// <summary>A posting of a cadre since 2021.</summary>
    public static Posting Of(string cadre, string village = "v1") => new()
    {
        Village = VillageId.Of(village),
        Cadre = SubjectId.Of(cadre),
        Name = "王建国",
        Post = Post.CommitteeMember,
        From = new DateOnly(2021, 3, 1),
        BaseSubsidyFen = new Fen(123_457),
    };

    /// <summary>A posting in a post of the township itself.</summary>
    public static Posting OfTownship(string cadre, Post post = Post.FullTimeOrganizer) => Of(cadre) with { Village = null, Post = post };

    /// <summary>A posting from one day to another.</summary>
    public static Posting Of(string cadre, string from, string? to) => Of(cadre) with { From = Day(from), To = to is null ? null : Day(to) };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
