namespace Yuekao.App.Tests.Stages.Settle;

/// <summary>Settled appeals, and schemes of other kinds than the monthly one.</summary>
internal static class ResultCases
{
    private static readonly DateTimeOffset SettledAt = new(2026, 11, 9, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Settles the appeal of a gated subject whose gate readings were wrong, and whose grade is better without them.</summary>
    public static Task<AppealOutcome> CorrectAsync(SampleCycle cycle, IServiceProvider services, PoolResult result)
    {
        foreach (SubjectOutcome gated in result.Decided.Outcomes.Select(outcome => outcome.Proposed).Where(outcome => outcome.Kind == OutcomeKind.Gated))
        {
            var correction = new Correction
            {
                Appellant = gated.Entry.Subject,
                Readings = [.. gated.Explanation.GateFailures.Select(reading => reading with { Value = reading.Value.Word is null ? ReadingValue.Of(1_000_000m) : ReadingValue.Met, At = SettledAt })],
            };
            var appeal = Assert.IsType<AppealDecided>(Yuekao.Assessment.Decisions.Appeals.Recompute(cycle.Context.Scheme, cycle.InputOf(cycle.Pool), result.Decided, correction));
            if (!appeal.Improved)
                continue;
            LedgerCorrection? ledger = result.Ledger is null ? null : Subsidy.Correct(cycle.Context.Scheme, result.Ledger, appeal);
            return SettleAsync(cycle, services, new AppealOutcome(gated.Entry.Subject, result.Pool, SettledAt, AppealRuling.Corrected, correction, appeal, ledger));
        }

        throw new InvalidOperationException("Nobody of the pool was gated and does better without.");
    }

    /// <summary>Settles the first subject's appeal: the result stands.</summary>
    public static Task<AppealOutcome> UpholdAsync(SampleCycle cycle, IServiceProvider services, PoolResult result) => SettleAsync(
        cycle, services, new AppealOutcome(result.Decided.Outcomes[0].Proposed.Entry.Subject, result.Pool, SettledAt, AppealRuling.Upheld, null, null, null));

    /// <summary>A ranking without grades, and without what needs them.</summary>
    public static Func<SchemeDocument, SchemeDocument> Ranking(int? selects) => scheme => scheme with
    {
        Grading = new RankingGrading { Selects = selects },
        Subsidy = null,
        Standing = null,
        Vetoes = [],
        Gate = scheme.Gate! with { Outcome = null },
        Consequences = [],
    };

    /// <summary>The whole county as one pool, which the county decides.</summary>
    public static SchemeDocument OfCounty(SchemeDocument scheme) => scheme with { Pool = Tier.County, DecidedBy = Tier.County };

    private static Task<AppealOutcome> SettleAsync(SampleCycle cycle, IServiceProvider services, AppealOutcome outcome) =>
        services.GetRequiredService<AppealOutcomes>().KeepAsync(cycle.Key, outcome, TestContext.Current.CancellationToken);
}
