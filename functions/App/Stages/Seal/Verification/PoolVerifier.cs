namespace Yuekao.App.Stages.Seal;

/// <summary>What a pool's archived readings and decision give, once more.</summary>
/// <param name="Input">The input of the decided round.</param>
/// <param name="Decided">The decision, recomputed; as archived where it cannot be.</param>
/// <param name="Ledger">The ledger, recomputed; null where the scheme has no subsidy.</param>
internal sealed record VerifiedPool(PoolInput Input, Decided Decided, Ledger? Ledger);

/// <summary>Recomputes a pool of an archive from its readings on, and holds every step's result against the archived one.</summary>
internal sealed class PoolVerifier(OpenedArchive archive, CycleContext context, Pool pool, ArchiveFindings findings)
{
    private const string NotTaken = "The assessment refuses it";

    /// <summary>What the pool comes to; null where so much is missing that nothing does.</summary>
    public VerifiedPool? Verify()
    {
        (PoolProposal? last, Proposal? recomputed) = (null, null);
        int rounds = 0;
        do
        {
            rounds++;
            if (archive.Read<PoolProposal>(ArchivePaths.Proposal(pool.Id, rounds)) is { } proposal)
                (last, recomputed) = (proposal, Assess(proposal, rounds));
        }
        while (archive.Has(ArchivePaths.Proposal(pool.Id, rounds + 1)));

        if (archive.Read<PoolResult>(ArchivePaths.Result(pool.Id)) is not { } result || last is null)
            return null;
        string entry = ArchivePaths.Result(pool.Id);
        findings.Require($"{entry} $.pool", "It is another pool's.", pool.Id, result.Pool);
        findings.Require($"{entry} $.round", "It is not of the last round that was proposed.", rounds, result.Round);
        findings.Require($"{entry} $.resolution.round", "The resolution is on another round.", rounds, result.Resolution.Round);
        if (result.Resolution.Kind == ResolutionKind.Return)
            findings.Add($"{entry} $.resolution.kind", "A returned proposal has no result.");

        for (int round = 1; round <= rounds; round++)
            CheckDecision(round, round == rounds ? result.Resolution : null);
        Decided decided = findings.Try(entry, NotTaken, () => Decide(entry, recomputed ?? last.Proposal, result.Resolution)) ?? result.Decided;
        CheckRevisited(entry, result.Revisited);
        Ledger? ledger = findings.Try(entry, NotTaken, () => PoolLedger.Compute(context.Scheme, decided, result.Revisited));
        findings.Compare(entry, "$.decided", decided, archive.Member(entry, "decided"));
        findings.Compare(entry, "$.ledger", ledger, archive.Member(entry, "ledger"));
        if (findings.Try(entry, NotTaken, () => Consequences(decided, result.Consequences)) is { } consequences)
            findings.Compare(entry, "$.consequences", consequences, archive.Member(entry, "consequences"));
        return new VerifiedPool(last.Input, decided, ledger);
    }

    /// <summary>A round before the last was returned; the last one's resolution is the one that the result rests on.</summary>
    private void CheckDecision(int round, Resolution? decided)
    {
        string entry = ArchivePaths.Decision(pool.Id, round);
        if (archive.Read<Resolution>(entry) is not { } resolution)
            return;
        findings.Require($"{entry} $.round", "It is on another round.", round, resolution.Round);
        if (decided is not null)
            findings.Compare(entry, "$", decided, resolution);
        else
            findings.Require($"{entry} $.kind", "Another round followed on it.", ResolutionKind.Return, resolution.Kind);
    }

    private Proposal? Assess(PoolProposal proposal, int round)
    {
        string entry = ArchivePaths.Proposal(pool.Id, round);
        findings.Require($"{entry} $.pool", "It is another pool's.", pool.Id, proposal.Pool);
        findings.Require($"{entry} $.round", "It is another round's.", round, proposal.Round);
        findings.Require($"{entry} $.input.period", "It is another period's.", context.Key.Period, proposal.Input.Period);
        ResultsVerifier.Verify(entry, context, proposal.Input, findings);
        // Days and bases are those of when collecting closed.
        findings.Compare(entry, "$.input.roster", pool.Roster.Select(Place), proposal.Input.Roster.Select(Place));
        AssessmentResult? result = findings.Try(entry, NotTaken, () => Assessor.Assess(context.Scheme, proposal.Input));
        switch (result)
        {
            case Proposal recomputed:
                findings.Compare(entry, "$.proposal", recomputed, archive.Member(entry, "proposal"));
                return recomputed;
            case Refused refused:
                foreach (InputProblem problem in refused.Problems)
                    findings.Add($"{entry} $.input{problem.Path[1..]}", problem.Message.ToString());
                break;
            case Incomplete incomplete:
                foreach (MissingReading one in incomplete.Missing)
                    findings.Add($"{entry} $.input.readings", $"The reading of '{one.Item}' by '{one.Source}' for '{one.Subject?.Value ?? one.Village?.Value}' is missing.");
                break;
        }

        return null;
    }

    /// <summary>What earlier periods were paid by is in archives of their own: here it is what the arrears rest on.</summary>
    private void CheckRevisited(string entry, IReadOnlyList<RevisitedPeriod> revisited)
    {
        foreach ((int index, RevisitedPeriod period) in revisited.Index())
        {
            string path = $"$.revisited[{index}]";
            if (!context.Frozen.Earlier.Any(one => one.Period == period.Period && one.SchemeVersion == period.SchemeVersion) || revisited.Count(one => one.Period == period.Period) > 1)
                findings.Add($"{entry} {path}.period", "The cycle does not look back on it, or not twice.", expected: null, period.Period.Value);
            if (period.SchemeVersion == context.Frozen.SchemeVersion)
                findings.Compare(entry, $"{path}.rules", context.Scheme.Document.Subsidy, period.Rules);
            foreach (RevisitedSubject subject in period.Subjects.Where(one => !pool.Has(one.Pay.Township) || period.Subjects.Count(other => other.Pay.Subject == one.Pay.Subject) > 1))
                findings.Add($"{entry} {path}.subjects", "It is not of the pool, or there twice.", expected: null, subject.Pay.Subject.Value);
        }
    }

    private static object Place(RosterEntry entry) => new { entry.Subject, entry.Township, entry.Village };

    private Decided? Decide(string entry, Proposal proposal, Resolution resolution)
    {
        DecisionResult result = Meeting.Decide(context.Scheme, proposal, resolution.ToDecision());
        if (result is not DecisionRefused refused)
            return (Decided)result;
        foreach (InputProblem problem in refused.Problems)
            findings.Add($"{entry} $.resolution{problem.Path[1..]}", problem.Message.ToString());
        foreach (DecisionBreach breach in refused.Breaches)
            findings.Add($"{entry} $.resolution", $"The decision sets a rule aside without a reason: {breach}.");
        return null;
    }

    /// <summary>What follows from the outcomes. Earlier periods are in archives of their own: here they are what the consequences themselves rest on.</summary>
    private ConsequenceReport Consequences(Decided decided, ConsequenceReport archived)
    {
        Dictionary<SubjectId, IReadOnlyList<PeriodGrade>> history = archived.Due.GroupBy(due => due.Subject).ToDictionary(
            subject => subject.Key,
            subject => (IReadOnlyList<PeriodGrade>)[.. subject.SelectMany(due => due.Periods.SkipLast(1).Select(period => new PeriodGrade(period, due.Grade)))]);
        return ConsequenceRules.Evaluate(context.Scheme, decided, history);
    }
}
