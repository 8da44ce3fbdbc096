using Yuekao.Assessment.Rules;

namespace Yuekao.Local.Demo;

/// <summary>One month of the county from its opening to its seal, as its people make it happen.</summary>
/// <param name="teller">The time, and who hears the story.</param>
/// <param name="month">The month.</param>
/// <param name="calendar">The scheme's calendar.</param>
internal sealed class MonthStory(Teller teller, CountyMonth month, Calendar calendar)
{
    private static readonly string[] Attendees = ["党委书记", "乡镇长"];

    private readonly CountyApi api = month.Api;

    /// <summary>Opens the month.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await month.StartAsync(cancellation);
        await month.UntilPoolsAsync("collecting", cancellation);
        teller.Tell($"collecting is open in {month.Townships.Count} townships: scheme, roster and base subsidies are frozen");
    }

    /// <summary>Collects until every meeting has its proposal. One source is late: it is reminded, the county is told, and extends.</summary>
    public async Task CollectAsync(CancellationToken cancellation)
    {
        Period period = month.Month.Period;
        await teller.UntilAsync(period.LastDay.AddDays(1), 9, cancellation);
        foreach (SampleTownshipMonth township in month.Month.Townships)
        {
            await month.ObserveAsync(township, cancellation);
            SampleSubmission[] inTime = [.. township.Submissions.Where(submission => !submission.IsLate)];
            foreach (SampleSubmission submission in inTime)
                await month.SubmitAsync(township.Township, submission, cancellation);
            int readings = inTime.Sum(submission => submission.Readings.Count);
            teller.Tell($"{NameOf(township.Township)}: {inTime.Length} of {township.Submissions.Count} sources submitted {readings} readings, "
                + $"{township.Observations.Count} observations noted");
        }

        (TownshipId Township, SampleSubmission Submission)[] late =
            [.. month.Month.Townships.SelectMany(one => one.Submissions, (one, submission) => (one.Township, submission)).Where(one => one.submission.IsLate)];
        TownshipId[] waiting = [.. late.Select(one => one.Township)];
        await month.UntilPoolsAsync("deciding", cancellation, waiting);
        foreach ((TownshipId township, SampleSubmission submission) in late)
            await ChaseAsync(township, submission, cancellation);
        await month.UntilPoolsAsync("deciding", cancellation);
        teller.Tell($"gate, scores and grades are proposed in every township");
    }

    /// <summary>Every meeting decides; the first one adjusts: two cadres change places.</summary>
    public async Task DecideAsync(bool adjust, CancellationToken cancellation)
    {
        foreach ((int index, var township) in month.Townships.Index())
        {
            IReadOnlyList<object> adjustments = adjust && index == 0 ? await SwapAsync(township.Id, cancellation) : [];
            await month.DecideAsync(township.Id, adjustments, cancellation);
            teller.Tell($"the meeting of {township.Name} {(adjustments.Count == 0 ? "approves" : $"adjusts {adjustments.Count} grades, each with its reason")}");
        }

        await month.UntilPhaseAsync("appeals", cancellation);
        teller.Tell($"subsidies are computed, results and notices are out, the boards are public");
    }

    /// <summary>Some cadres acknowledge; one appeals, and the meeting corrects a reading.</summary>
    public async Task HearAsync(CancellationToken cancellation)
    {
        TownshipId township = month.Townships[0].Id;
        IReadOnlyList<JsonElement> results = await api.ListAsync(CountyMonth.CountyRole, $"{month.Path}/townships/{township}/results", cancellation);
        foreach (JsonElement result in results.Take(20))
        {
            string subject = IdOf(result);
            var talk = new { with = "组织委员", on = DateOnly.FromDateTime(teller.Now.DateTime) };
            await api.SendAsync($"cadre:{subject}", HttpMethod.Put, $"{month.Path}/notices/subjects/{subject}/acknowledgement", new { talk }, cancellation);
        }

        teller.Tell($"{Math.Min(20, results.Count)} cadres of {NameOf(township)} acknowledged, after a face-to-face talk");
        JsonElement poor = Ranked(results).FirstOrDefault(result => result.GetProperty("grade").GetString() == "poor");
        if (poor.ValueKind != JsonValueKind.Object)
            return;
        string appellant = IdOf(poor);
        var appeal = new { grounds = "岗位职责、走访和评议均有漏记，附值守记录、走访台账和评议原始票。" };
        await api.SendAsync($"cadre:{appellant}", HttpMethod.Put, $"{month.Path}/subjects/{appellant}/appeal", appeal, cancellation);
        await api.SendAsync(
            $"meeting:{township}", HttpMethod.Put, $"{month.Path}/subjects/{appellant}/appeal/ruling",
            new
            {
                ruling = "corrected",
                reason = "记录属实",
                attendees = Attendees,
                minutes = $"党政联席会〔{month.Month.Period}〕2号",
                readings = new object[]
                {
                    new { item = "post-duties", source = "township", subject = appellant, value = 12 },
                    new { item = "household-visits", source = "township", subject = appellant, value = 18 },
                    new { item = "villagers-review", source = "township", subject = appellant, value = "excellent" },
                },
            },
            cancellation);
        JsonElement after = await UntilSettledAsync(appellant, cancellation);
        teller.Tell($"{poor.GetProperty("subject").GetProperty("name").GetString()} appealed, three readings are corrected: "
            + $"poor -> {after.GetProperty("grade").GetString()}; nobody else's result changes");
    }

    /// <summary>The appeals window ends and the month is sealed.</summary>
    public async Task SealAsync(CancellationToken cancellation)
    {
        await month.SealAsync(teller.Time, cancellation);
        teller.Tell($"the appeals window is over, the month is sealed");
    }

    private async Task ChaseAsync(TownshipId township, SampleSubmission late, CancellationToken cancellation)
    {
        DateTime due = calendar.CollectingDue.In(month.Month.Period);
        var dueAt = new DateTimeOffset(due, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone).GetUtcOffset(due));
        foreach (int hours in calendar.RemindHoursBefore.OrderDescending())
            await teller.UntilAsync(dueAt.AddHours(-hours).AddMinutes(1), cancellation);
        await teller.UntilAsync(dueAt.AddMinutes(1), cancellation);
        await month.UntilAsync(
            progress => progress.GetProperty("pools").EnumerateArray()
                .Any(pool => pool.TryGetProperty("status", out JsonElement status) && status.GetProperty("overdue").GetBoolean()),
            cancellation);
        teller.Tell($"{late.Source} is late for {NameOf(township)}: reminded, overdue, and the county was told");
        var extension = new { until = dueAt.AddDays(2), reason = "数据系统检修" };
        await api.SendAsync(CountyMonth.CountyRole, HttpMethod.Put, $"{month.Path}/pools/{township}/extension", extension, cancellation);
        await month.SubmitAsync(township, late, cancellation);
        teller.Tell($"the county extends by two days, and {late.Source} submits {late.Readings.Count} readings");
    }

    private async Task<IReadOnlyList<object>> SwapAsync(TownshipId township, CancellationToken cancellation)
    {
        JsonElement proposal = await api.GetAsync($"meeting:{township}", $"{month.Path}/pools/{township}/proposal", cancellation);
        JsonElement[] ranked = [.. Ranked(proposal.GetProperty("outcomes").EnumerateArray())];
        JsonElement last = ranked.Last(outcome => outcome.GetProperty("grade").GetString() == "excellent");
        JsonElement next = ranked.First(outcome => outcome.GetProperty("grade").GetString() == "fair");
        return
        [
            new { subject = IdOf(last), grade = "fair", reason = "重点工作推进会无故缺席" },
            new { subject = IdOf(next), grade = "excellent", reason = "秋汛抢险连续值守，表现突出" },
        ];
    }

    private async Task<JsonElement> UntilSettledAsync(string subject, CancellationToken cancellation)
    {
        while (true)
        {
            (HttpStatusCode status, string text) = await api.AnswerAsync(
                $"cadre:{subject}", HttpMethod.Get, $"{month.Path}/subjects/{subject}/result", body: null, "application/json", cancellation);
            if (status == HttpStatusCode.OK && JsonElement.Parse(text).GetProperty("current") is var result && result.GetProperty("revision").GetInt32() > 1)
                return result;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    private string NameOf(TownshipId id) => month.Townships.Single(township => township.Id == id).Name;

    private static IEnumerable<JsonElement> Ranked(IEnumerable<JsonElement> outcomes) =>
        outcomes.Where(outcome => outcome.TryGetProperty("rank", out _)).OrderBy(outcome => outcome.GetProperty("rank").GetInt32());

    private static string IdOf(JsonElement outcome) => outcome.GetProperty("subject").GetProperty("id").GetString()!;
}
