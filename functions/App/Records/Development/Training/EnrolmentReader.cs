namespace Yuekao.App.Records;

/// <summary>Reads who takes part in a class: those on the list already are whom they were, the others must be known to the county.</summary>
public sealed class EnrolmentReader(TrainablePeople people)
{
    /// <exception cref="ProblemException">Something is wrong, with where: unacceptable. The caller notes what concerns themself: forbidden.</exception>
    internal async Task<IReadOnlyList<Participant>> ReadAsync(CountyId county, TrainingClass one, Located<ParticipantList> read, Caller caller, CancellationToken cancellation)
    {
        ParticipantList list = read.Document;
        List<ProblemError> errors = [.. ClassRules.Check(list, one)];
        Dictionary<SubjectId, Participant> before = one.Participants.ToDictionary(participant => participant.Person);
        Dictionary<SubjectId, KnownPerson> known = before.ToDictionary(participant => participant.Key, participant => new KnownPerson(participant.Value.Name, participant.Value.Township));
        if (errors.Count == 0 && list.Participants.Any(line => !before.ContainsKey(line.Person)))
        {
            foreach ((SubjectId person, KnownPerson found) in await people.AllAsync(county, cancellation))
                known.TryAdd(person, found);
        }

        // Whom the county enrolled stays in a township's class.
        HashSet<string>? only = caller.Has(Role.County) ? null : [.. caller.IdsOf(Role.Township)];
        if (errors.Count == 0)
            errors = [.. list.Participants.SelectMany((line, index) => known.Check($"$.participants[{index}]", line.Person, line.Name, line.Township, before.ContainsKey(line.Person) ? null : only))];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. errors.Select(error => error with { Path = read.PlaceOf(error.Path) })]);

        Participant[] next = [.. list.Participants.Select(line => new Participant(line.Person, known[line.Person].Name, known[line.Person].Township) { Hours = line.Hours, Absence = line.Absence })];
        if (next.FirstOrDefault(participant => caller.IsSelf(participant.Person)) is { } self && (before.GetValueOrDefault(self.Person) ?? self with { Hours = null, Absence = null }) != self)
            throw new ProblemException(ProblemType.Forbidden, "Nobody notes their own attendance: somebody else must.");
        return next;
    }
}
