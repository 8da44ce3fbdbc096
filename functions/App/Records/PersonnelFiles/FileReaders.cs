namespace Yuekao.App.Records;

/// <summary>Who reads a person's file: the person, the county and its meeting, and the township where the person is in post, with its meeting.</summary>
public sealed class FileReaders(PersonnelFiles files, TimeProvider clock)
{
    /// <exception cref="ProblemException">The caller is none of them: forbidden.</exception>
    public async Task RequireAsync(CountyId county, SubjectId person, Caller caller, CancellationToken cancellation)
    {
        if (caller.Has(Role.County) || caller.Has(Role.Meeting, PoolId.County.Value) || caller.IsSelf(person))
            return;
        DateOnly today = clock.Today();
        bool isReader = (await files.PostingsAsync(county, person, cancellation))
            .Where(one => one.Posting == one.InRoster && one.Posting.Content is PostingContent posting && posting.HoldsOn(one.Posting.On, today))
            .Select(one => ((PostingContent)one.Posting.Content).Township.Value)
            .Any(township => caller.Has(Role.Township, township) || caller.Has(Role.Meeting, township));
        if (!isReader)
            throw new ProblemException(ProblemType.Forbidden, $"'{person}' is in post in no township of the caller's: only that one reads the file.");
    }
}
