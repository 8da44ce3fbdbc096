using System.Text.Json.Serialization;

namespace Yuekao.App.Records;

/// <summary>
/// What an entry records, with the names of its time: a file is read when places and schemes are called otherwise. A further kind is a further record here, and a value
/// of <see cref="FileEntryKind"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PostingContent), "posting")]
[JsonDerivedType(typeof(ResultContent), "result")]
[JsonDerivedType(typeof(CommendationContent), "commendation")]
[JsonDerivedType(typeof(TalkContent), "talk")]
[JsonDerivedType(typeof(AdjustmentContent), "adjustment")]
[JsonDerivedType(typeof(CohortContent), "cohort")]
[JsonDerivedType(typeof(MentorTalkContent), "mentorTalk")]
[JsonDerivedType(typeof(RotationContent), "rotation")]
[JsonDerivedType(typeof(ReserveContent), "reserve")]
[JsonDerivedType(typeof(TrainingContent), "training")]
[JsonDerivedType(typeof(StudyContent), "study")]
[JsonDerivedType(typeof(CorrectionContent), "correction")]
public abstract record FileContent
{
    private protected FileContent()
    {
    }

    internal abstract FileEntryKind Kind { get; }

    internal abstract LocalText Title { get; }
}

/// <summary>A posting, as a township's roster has it; the village is null in a post of the township itself.</summary>
public sealed record PostingContent(string Name, TownshipId Township, string TownshipName, Post Post) : FileContent
{
    public VillageId? Village { get; init; }
    public string? VillageName { get; init; }

    /// <summary>The last day in post, inclusive; null while it lasts.</summary>
    public DateOnly? To { get; init; }
    public Absence? Absence { get; init; }

    internal override FileEntryKind Kind => FileEntryKind.Posting;

    internal override LocalText Title => new()
    {
        ZhCn = $"任{TownshipName}{VillageName}{Post.ZhCn()}{(To is { } last ? $"，至{FileWords.ZhCn(last)}" : "")}{(Absence is { } absent ? $"（{absent.Kind.ZhCn()}）" : "")}",
        En = $"{Post.En()}, {TownshipName}{VillageName}{(To is { } end ? $", until {CellValues.Show(end)}" : "")}{(Absence is { } away ? $" ({away.Kind.En()})" : "")}",
    };

    /// <param name="on">The day on which the posting began.</param>
    internal bool HoldsOn(DateOnly on, DateOnly day) => on <= day && day <= (To ?? DateOnly.MaxValue);
}

/// <summary>The result of a sealed cycle. Null is a grade in a ranking, a rank unless ranked, a score and a grade where not assessed, and a reason where assessed.</summary>
public sealed record ResultContent(SchemeId Scheme, LocalText SchemeTitle, Period Period, TownshipId Township, OutcomeKind Outcome, int PoolSize) : FileContent
{
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public LocalText? GradeTitle { get; init; }
    public bool Selected { get; init; }
    public int? Rank { get; init; }

    /// <summary>With two decimals.</summary>
    public string? Score { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Result;

    internal override LocalText Title => new()
    {
        ZhCn = $"《{SchemeTitle.ZhCn}》{FileWords.ZhCn(Period)}：{GradeTitle?.ZhCn ?? (Rank is { } place ? $"第{place}名" : Outcome == OutcomeKind.NotAssessed ? "未参加考核" : "未排名")}{(Selected ? "，入选" : "")}",
        En = $"{SchemeTitle.En ?? SchemeTitle.ZhCn}, {Period}: {GradeTitle?.En ?? GradeTitle?.ZhCn ?? (Rank is { } at ? $"place {at}" : Outcome == OutcomeKind.NotAssessed ? "not assessed" : "not ranked")}{(Selected ? ", selected" : "")}",
    };
}

/// <summary>What the person was commended for, as what, and by whom.</summary>
public sealed record CommendationContent(CommendationLevel Level, string As, string IssuedBy) : FileContent
{
    /// <summary>The number of the document; null where it has none.</summary>
    public string? Document { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Commendation;

    internal override LocalText Title => new()
    {
        ZhCn = $"{Level.ZhCn()}表彰：{As}（{IssuedBy}{(Document is { } number ? $"，{number}" : "")}）",
        En = $"Commended ({CellValues.NameOf(Level)}): {As} ({IssuedBy}{(Document is { } of ? $", {of}" : "")})",
    };
}

/// <summary>A talk that a result asked for, and who held it.</summary>
/// <param name="Why">The scheme's consequence.</param>
public sealed record TalkContent(LocalText Why, SchemeId Scheme, Period Period, IReadOnlyList<string> HeldBy) : FileContent
{
    internal override FileEntryKind Kind => FileEntryKind.Talk;

    internal override LocalText Title => new() { ZhCn = $"{Why.ZhCn}（{FileWords.ZhCn(Period)}考核）", En = $"{Why.En ?? Why.ZhCn} ({Period})" };
}

/// <summary>An adjustment of the post that results recommended.</summary>
/// <param name="Why">The scheme's consequence.</param>
/// <param name="Periods">The periods that it follows from.</param>
public sealed record AdjustmentContent(LocalText Why, SchemeId Scheme, IReadOnlyList<Period> Periods) : FileContent
{
    /// <summary>Whether it was made; null while that is not decided.</summary>
    public bool? Adjusted { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Adjustment;

    internal override LocalText Title => new()
    {
        ZhCn = $"{Adjusted switch { null => "", true => "已作组织调整：", false => "未作组织调整：" }}{Why.ZhCn}（{string.Join('、', Periods.Select(FileWords.ZhCn))}考核）",
        En = $"{Adjusted switch { null => "", true => "Adjusted: ", false => "Not adjusted: " }}{Why.En ?? Why.ZhCn} ({string.Join(", ", Periods)})",
    };
}

/// <summary>What is right instead of what the entry that it supersedes says.</summary>
/// <param name="Of">What that entry is about.</param>
public sealed record CorrectionContent(FileEntryKind Of, string Text) : FileContent
{
    internal override FileEntryKind Kind => Of;

    internal override LocalText Title => new() { ZhCn = Text };
}

internal static class FileWords
{
    public static string ZhCn(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    public static string ZhCn(Period period) => period.Kind switch
    {
        PeriodKind.Month => $"{period.Year}年{period.Number}月",
        PeriodKind.Quarter => $"{period.Year}年第{period.Number}季度",
        PeriodKind.Year => $"{period.Year}年度",
        _ => $"{period.Year}年{period.FirstDay.Month}月至{period.LastDay.Month}月",
    };
}
