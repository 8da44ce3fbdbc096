using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;

namespace Yuekao.Local.Demo;

/// <summary>A contest, or any cycle that judges score and voters rate: panels are seated, points or topics named, sheets given, and the ranking stands at once.</summary>
/// <param name="teller">The time, and who hears the story.</param>
/// <param name="api">The app.</param>
/// <param name="county">The county.</param>
/// <param name="scheme">The contest's scheme.</param>
/// <param name="period">The period.</param>
internal sealed class ContestStory(Teller teller, CountyApi api, SampleCountyData county, Scheme scheme, Period period)
{
    private const int JudgesAtOnce = 4;

    private readonly CountyCycle cycle = new(api, scheme.Key.Scheme, period);
    private readonly IReadOnlyDictionary<SourceId, IReadOnlyList<SampleJudge>> panels = HaixingCompetitions.PanelsOf(scheme.Document, county.Townships);

    /// <summary>The cycle.</summary>
    public CountyCycle Cycle => cycle;

    /// <summary>Seats the panels and opens the cycle; townships nominate their points, and the visits are planned, or the topics are set.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach ((SourceId source, IReadOnlyList<SampleJudge> judges) in panels)
        {
            byte[] panel = JsonSerializer.SerializeToUtf8Bytes(new { judges }, AssessmentJson.Options);
            await api.ReplaceAsync(CountyCycle.CountyRole, $"schemes/{scheme.Key.Scheme}/panels/{source}", CountyLoader.Content(panel, "application/json"), cancellation);
        }

        // What the calendar had due by now the county dates anew.
        bool isLate = scheme.Document.Calendar.CollectingDue.In(period) < teller.Now.DateTime;
        await cycle.StartAsync(cancellation, isLate ? new { collectingDue = teller.Now.AddDays(3), decisionDue = teller.Now.AddDays(10) } : null);
        await teller.UntilAsync(QuarterStory.OpeningOf(scheme, period), cancellation);
        await cycle.UntilPoolsAsync("collecting", cancellation);
        IReadOnlyList<SampleNomination> points = HaixingCompetitions.NominationsOf(scheme.Document, county.Townships);
        foreach (SampleNomination one in points)
            await api.SendAsync($"township:{one.Township}", HttpMethod.Put, $"{cycle.Path}/nominations/{one.Township}/{one.Point}", new { one.Village, one.Title, one.What }, cancellation);
        if (points.Count > 0)
        {
            var visits = points.Select((one, index) => new { one.Township, one.Point, at = teller.Now.AddHours(index + 1) });
            await api.SendAsync(CountyCycle.CountyRole, HttpMethod.Put, $"{cycle.Path}/visits", new { visits, publish = true }, cancellation);
        }

        foreach ((string role, string pool, string text) in Topics())
            await api.SendAsync(role, HttpMethod.Put, $"{cycle.Path}/topics/{pool}", new { text }, cancellation);
        if (panels.Count == 0)
            return;
        string what = points.Count > 0 ? $"{points.Count} points are nominated, and judges and townships have the plan of visits" : scheme.Document.Competition is null ? "the rolls of voters too" : "the topics are set";
        teller.Tell($"{scheme.Document.Title.En}: {panels.Values.Sum(panel => panel.Count)} judges are seated, {what}");
    }

    /// <summary>Every judge gives a sheet of everybody but their own township's, every voter a ballot; when the last is in, the ranking stands.</summary>
    /// <returns>How many sheets and ballots that were.</returns>
    public async Task<int> JudgeAsync(CancellationToken cancellation)
    {
        int given = 0;
        IEnumerable<(SourceId Source, SampleJudge Judge)> seats = panels.SelectMany(panel => panel.Value, (panel, judge) => (panel.Key, judge));
        await Parallel.ForEachAsync(seats, new ParallelOptions { MaxDegreeOfParallelism = JudgesAtOnce, CancellationToken = cancellation }, async (seat, stop) =>
        {
            bool isBallot = scheme.Document.Sources.Single(one => one.Id == seat.Source).Sheets is BallotSheets;
            Interlocked.Add(ref given, isBallot ? await VoteAsync(seat.Judge, seat.Source, stop) : await ScoreAsync(seat.Judge, seat.Source, stop));
        });
        return given;
    }

    /// <summary>Its meetings approve what is proposed, and the results go out.</summary>
    public async Task SettleAsync(string what, CancellationToken cancellation)
    {
        if (scheme.Document.Calendar.GradingFrom?.In(period) is { } grading)
            await teller.UntilAsync(DateOnly.FromDateTime(grading), grading.Hour + 1, cancellation);
        JsonElement deciding = await cycle.UntilPoolsAsync("deciding", cancellation);
        bool isBefore = teller.Now < new DateTimeOffset(period.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
        foreach ((string pool, _) in CountyCycle.StepsOf(deciding))
            await (scheme.Document.DecidedBy == Tier.County ? cycle.ApproveAsync(pool, cancellation) : cycle.DecideAsync(TownshipId.Of(pool), [], cancellation));
        await cycle.UntilPhaseAsync("appeals", cancellation);
        teller.Tell($"{scheme.Document.Title.En}: {what}{(isBefore ? ", ranked as soon as the last was in" : "")}; decided, and told to whom it concerns");
    }

    private IEnumerable<(string Role, string Pool, string Text)> Topics() => scheme.Document.Competition?.Topic switch
    {
        Tier.County => [(CountyCycle.CountyRole, "county", "党建引领集体经济发展壮大")],
        Tier.Township => HaixingCompetitions.TopicsOf(county.Townships).Select(one => ($"township:{one.Key}", one.Key.Value, one.Value)),
        _ => [],
    };

    private async Task<int> ScoreAsync(SampleJudge judge, SourceId source, CancellationToken cancellation)
    {
        JsonElement sheets = await api.GetAsync($"judge:{judge.Id}", $"{cycle.Path}/sheets/{source}", cancellation);
        (Item[] items, SampleValues values) = (ItemsOf(sheets), NewValues());
        int given = 0;
        foreach (JsonElement pool in sheets.GetProperty("pools").EnumerateArray())
        {
            string[] subjects = [.. pool.GetProperty("subjects").EnumerateArray().Select(one => one.GetProperty("subject").GetProperty("id").GetString()!)];
            foreach (string subject in subjects)
            {
                // Judges agree by and large on who is good.
                var sheet = new { values = items.Select(item => new { item = item.Id, value = Between(values.Of(item, subject), values.Of(item, $"{judge.Id}{subject}")) }) };
                await api.SendAsync($"judge:{judge.Id}", HttpMethod.Put, $"{cycle.Path}/sheets/{source}/{subject}{(subject == subjects[^1] ? "?final=true" : "")}", sheet, cancellation);
                given++;
            }
        }

        return given;
    }

    private async Task<int> VoteAsync(SampleJudge voter, SourceId source, CancellationToken cancellation)
    {
        JsonElement paper = await api.GetAsync($"judge:{voter.Id}", $"{cycle.Path}/ballots/{source}", cancellation);
        (Item[] items, SampleValues values) = (ItemsOf(paper), NewValues());
        JsonElement[] pools = [.. paper.GetProperty("pools").EnumerateArray()];
        foreach (JsonElement pool in pools)
        {
            IEnumerable<string> subjects = pool.GetProperty("subjects").EnumerateArray().Select(one => one.GetProperty("id").GetString()!);
            var marks = subjects.SelectMany(_ => items, (subject, item) => new { subject, item = item.Id, level = values.Of(item, $"{voter.Id}{subject}").Word });
            await api.SendAsync($"judge:{voter.Id}", HttpMethod.Put, $"{cycle.Path}/ballots/{source}?pool={pool.GetProperty("pool").GetString()}", new { marks }, cancellation);
        }

        return pools.Length;
    }

    // Each asks for values of their own: dice are nobody else's.
    private SampleValues NewValues() => new(period, MonthGenerator.DemoSeed);

    private Item[] ItemsOf(JsonElement paper)
    {
        HashSet<string> asked = [.. paper.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        return [.. scheme.Document.Items.Where(item => asked.Contains(item.Id.Value))];
    }

    private static decimal Between(ReadingValue one, ReadingValue other) => decimal.Truncate((one.Number!.Value.Value + other.Number!.Value.Value) * 2m) / 4m;
}
