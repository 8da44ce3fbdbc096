using System.Globalization;
using Azure.Data.Tables;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rosters.Storage;

/// <summary>Postings as table rows, and back.</summary>
internal static class PostingEntity
{
    private const string Absence = "Absence";
    private const string AbsenceFrom = "AbsenceFrom";
    private const string AbsenceTo = "AbsenceTo";

    public static TableEntity Of(Posting posting)
    {
        var entity = new TableEntity
        {
            [nameof(Posting.Cadre)] = posting.Cadre.Value,
            [nameof(Posting.Name)] = posting.Name,
            [nameof(Posting.Post)] = posting.Post.ToString(),
            [nameof(Posting.From)] = Text(posting.From),
            [nameof(Posting.BaseSubsidyFen)] = posting.BaseSubsidyFen.Amount,
        };
        if (posting.Village is { } village)
            entity[nameof(Posting.Village)] = village.Value;
        if (posting.To is { } to)
            entity[nameof(Posting.To)] = Text(to);
        if (posting.Absence is { } absence)
        {
            entity[Absence] = absence.Kind.ToString();
            entity[AbsenceFrom] = Text(absence.From);
            if (absence.To is { } last)
                entity[AbsenceTo] = Text(last);
        }

        return entity;
    }

    public static Posting Read(TableEntity entity) => new()
    {
        Village = entity.GetString(nameof(Posting.Village)) is { } village ? VillageId.Of(village) : null,
        Cadre = SubjectId.Of(entity.GetString(nameof(Posting.Cadre))),
        Name = entity.GetString(nameof(Posting.Name)),
        Post = Enum.Parse<Post>(entity.GetString(nameof(Posting.Post))),
        From = Day(entity, nameof(Posting.From))!.Value,
        To = Day(entity, nameof(Posting.To)),
        BaseSubsidyFen = new Fen(entity.GetInt64(nameof(Posting.BaseSubsidyFen))!.Value),
        Absence = entity.GetString(Absence) is { } kind ? new Absence(Enum.Parse<AbsenceKind>(kind), Day(entity, AbsenceFrom)!.Value, Day(entity, AbsenceTo)) : null,
    };

    // Tables know moments, not days.
    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly? Day(TableEntity entity, string name) =>
        entity.GetString(name) is { } text ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;
}
