namespace Yuekao.App.Stages.Settle;

/// <summary>Results as table rows, every value a column of its own, and back.</summary>
internal static class ResultEntity
{
    private const string ShownScore = "ShownScore";

    public static TableEntity Of(string partition, RecordedResult result)
    {
        var entity = new TableEntity(partition, RowKey(result))
        {
            [nameof(RecordedResult.Subject)] = result.Subject.Value,
            [nameof(RecordedResult.Township)] = result.Township.Value,
            [nameof(RecordedResult.Period)] = result.Period.Value,
            [nameof(RecordedResult.Revision)] = result.Revision,
            [nameof(RecordedResult.Round)] = result.Round,
            [nameof(RecordedResult.At)] = result.At,
            [nameof(RecordedResult.Kind)] = result.Kind.ToString(),
            [nameof(RecordedResult.Selected)] = result.Selected,
            [nameof(RecordedResult.PoolSize)] = result.PoolSize,
            [nameof(RecordedResult.Adjusted)] = result.Adjusted,
        };
        Put(entity, nameof(RecordedResult.Reason), result.Reason?.ToString());
        Put(entity, nameof(RecordedResult.Grade), result.Grade?.Value);
        Put(entity, nameof(RecordedResult.Score), result.Score?.ToString());
        Put(entity, ShownScore, result.Score?.Shown);
        Put(entity, nameof(RecordedResult.Rank), result.Rank);
        if (result.Ledger is { } line)
            PutLedger(entity, line);
        if (result.Supersession is { } supersession)
            PutSupersession(entity, supersession);
        return entity;
    }

    public static RecordedResult Read(TableEntity row)
    {
        var result = new RecordedResult
        {
            Subject = SubjectId.Of(row.GetString(nameof(RecordedResult.Subject))),
            Township = TownshipId.Of(row.GetString(nameof(RecordedResult.Township))),
            Period = Period.Of(row.GetString(nameof(RecordedResult.Period))),
            Revision = row.GetInt32(nameof(RecordedResult.Revision))!.Value,
            Round = row.GetInt32(nameof(RecordedResult.Round))!.Value,
            At = row.GetDateTimeOffset(nameof(RecordedResult.At))!.Value,
            Kind = Enum.Parse<OutcomeKind>(row.GetString(nameof(RecordedResult.Kind))),
            Reason = row.GetString(nameof(RecordedResult.Reason)) is { } reason ? Enum.Parse<NotAssessedReason>(reason) : null,
            Grade = row.GetString(nameof(RecordedResult.Grade)) is { } grade ? GradeId.Of(grade) : null,
            Selected = row.GetBoolean(nameof(RecordedResult.Selected))!.Value,
            Score = Score.TryParse(row.GetString(nameof(RecordedResult.Score)), out Score score) ? score : null,
            Rank = row.GetInt32(nameof(RecordedResult.Rank)),
            PoolSize = row.GetInt32(nameof(RecordedResult.PoolSize))!.Value,
            Adjusted = row.GetBoolean(nameof(RecordedResult.Adjusted))!.Value,
        };
        return result with { Ledger = ReadLedger(row, result), Supersession = ReadSupersession(row) };
    }

    private static string RowKey(RecordedResult result) =>
        result.Revision == 1 ? $"{result.Subject}|{result.Period}" : $"{result.Subject}|{result.Period}|r{result.Revision}";

    private static void PutLedger(TableEntity entity, LedgerLine line)
    {
        entity[nameof(LedgerLine.Base)] = line.Base.Amount;
        entity[nameof(LedgerLine.Assessed)] = line.Assessed.Amount;
        entity[nameof(LedgerLine.AssessedPaid)] = line.AssessedPaid.Amount;
        entity[nameof(LedgerLine.Kept)] = line.Kept.Amount;
        entity[nameof(LedgerLine.Reward)] = line.Reward.Amount;
        entity[nameof(LedgerLine.Funding)] = line.Funding.ToString();
    }

    private static LedgerLine? ReadLedger(TableEntity row, RecordedResult result) => row.GetInt64(nameof(LedgerLine.Base)) is not { } amount
        ? null
        : new LedgerLine
        {
            Subject = result.Subject,
            Township = result.Township,
            Grade = result.Grade,
            Reason = result.Reason,
            Base = new Fen(amount),
            Assessed = Money(row, nameof(LedgerLine.Assessed)),
            AssessedPaid = Money(row, nameof(LedgerLine.AssessedPaid)),
            Kept = Money(row, nameof(LedgerLine.Kept)),
            Reward = Money(row, nameof(LedgerLine.Reward)),
            Funding = Enum.Parse<RewardFunding>(row.GetString(nameof(LedgerLine.Funding))),
        };

    private static void PutSupersession(TableEntity entity, Supersession supersession)
    {
        entity[nameof(Supersession.Cause)] = supersession.Cause.ToString();
        entity[nameof(Supersession.By)] = supersession.By;
        if (supersession.Booked is not { } booked)
            return;
        entity[nameof(BookedDifference.Difference)] = booked.Difference.Amount;
        entity[nameof(BookedDifference.FromKept)] = booked.FromKept.Amount;
        entity[nameof(BookedDifference.External)] = booked.External.Amount;
    }

    private static Supersession? ReadSupersession(TableEntity row)
    {
        if (row.GetString(nameof(Supersession.Cause)) is not { } cause)
            return null;
        BookedDifference? booked = row.GetInt64(nameof(BookedDifference.Difference)) is { } difference
            ? new BookedDifference(new Fen(difference), Money(row, nameof(BookedDifference.FromKept)), Money(row, nameof(BookedDifference.External)))
            : null;
        return new Supersession(Enum.Parse<SupersessionCause>(cause), row.GetString(nameof(Supersession.By)), booked);
    }

    private static Fen Money(TableEntity row, string column) => new(row.GetInt64(column)!.Value);

    private static void Put(TableEntity entity, string column, object? value)
    {
        if (value is not null)
            entity[column] = value;
    }
}
