namespace Yuekao.App.Records;

/// <summary>Who is or was cultivated in a cohort: whom mentors talk with, and who rotates.</summary>
public sealed class CultivatedPeople(CohortStore cohorts)
{
    /// <summary>Somebody's latest membership.</summary>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public async Task<CohortMember> RequireAsync(CountyId county, SubjectId person, CancellationToken cancellation) =>
        (await cohorts.MembersAsync(county, cohort: null, on: null, cancellation)).Where(member => member.Person == person).MaxBy(member => (member.Left is null, member.JoinedOn))
        ?? throw new ProblemException(ProblemType.NotFound, $"'{person}' belongs to no cohort of the county.");

    /// <summary>The person whom a route names, for a caller who may write what is noted of them.</summary>
    internal async Task<CohortMember> RequireForWriterAsync(HttpRequest request, CancellationToken cancellation)
    {
        CohortMember member = await RequireAsync(request.Id<CountyId>(), request.Id<SubjectId>("cadre"), cancellation);
        request.GetCaller().RequireWriter(member.Person, member.Township);
        return member;
    }

    /// <summary>The person whom a route names, for a caller who may read what is noted of them.</summary>
    internal async Task<CohortMember> RequireForReaderAsync(HttpRequest request, CancellationToken cancellation)
    {
        CohortMember member = await RequireAsync(request.Id<CountyId>(), request.Id<SubjectId>("cadre"), cancellation);
        request.GetCaller().RequireReader(member.Person, member.Township);
        return member;
    }
}
