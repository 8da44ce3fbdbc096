namespace Yuekao.App.Stages.Judging;

/// <summary>What a judge gives for an item.</summary>
public sealed record GivenValue(ItemId Item, ReadingValue Value);

/// <summary>A judge's sheet (评分表) of one subject: a value for each item of the panel.</summary>
public sealed record JudgeSheet : Revised
{
    public required JudgeId Judge { get; init; }
    public required SubjectId Subject { get; init; }

    /// <summary>In the scheme's order of items.</summary>
    public required IReadOnlyList<GivenValue> Values { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Gives a sheet, or replaces it; the same again leaves it as it is.</summary>
    public static JudgeSheet Of(JudgeId judge, SubjectId subject, IReadOnlyList<GivenValue> values, JudgeSheet? before, Caller by, DateTimeOffset at) =>
        before is not null && before.Values.SequenceEqual(values) ? before : new JudgeSheet
        {
            Judge = judge,
            Subject = subject,
            Values = values,
            At = at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };

    internal Sheet ToSheet() => new(Judge, Subject, Values.ToDictionary(one => one.Item, one => one.Value));
}

/// <param name="Values">One for each item of the panel, in any order: a number, or the id of a level.</param>
public sealed record SheetRequest(IReadOnlyList<SheetValue> Values);

public sealed record SheetValue(ItemId Item, ReportedValue Value);

internal static class SheetValues
{
    /// <summary>What a request gives, in the scheme's order.</summary>
    /// <exception cref="ProblemException">An item is missing, there twice or not of the panel, or a value is out of its bounds: unacceptable, with every error.</exception>
    public static IReadOnlyList<GivenValue> Read(SheetPlace place, SheetRequest asked)
    {
        var given = new Dictionary<ItemId, ReadingValue>();
        var errors = new List<ProblemError>();
        var named = new HashSet<ItemId>();
        foreach ((int index, SheetValue one) in asked.Values.Index())
        {
            string path = $"$.values[{index}]";
            if (place.Items.FirstOrDefault(item => item.Id == one.Item) is not { } item)
                errors.Add(new ProblemError($"{path}.item", $"'{one.Item}' is no item of '{place.Source.Id}': it must be one of {string.Join(", ", place.Items.Select(item => item.Id))}."));
            else if (!named.Add(one.Item))
                errors.Add(new ProblemError($"{path}.item", $"'{one.Item}' is there twice."));
            else if (!one.Value.TryRead(item, out ReadingValue value))
                errors.Add(new ProblemError($"{path}.value", $"'{one.Value}' does not fit '{item.Id}': it must be {Quantity.Expected}."));
            else if (SheetMeans.Misfit(item, value) is { } expected)
                errors.Add(new ProblemError($"{path}.value", $"'{one.Value}' does not fit '{item.Id}': {expected}."));
            else
                given.Add(one.Item, value);
        }

        errors.AddRange(place.Items.Where(item => !named.Contains(item.Id)).Select(item => new ProblemError("$.values", $"'{item.Id}' is missing: a sheet has every item.")));
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, errors);
        return [.. place.Items.Select(item => new GivenValue(item.Id, given[item.Id]))];
    }
}
