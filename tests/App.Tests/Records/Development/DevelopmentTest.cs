using Yuekao.App.Tests.Records.PersonnelFiles;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Development;

/// <summary>A test about people's development, in a county with two townships, <c>c1</c> in a cohort and <c>c2</c> of another township too.</summary>
public abstract class DevelopmentTest(AppFixture app) : FileTest(app)
{
    private protected const string Cohort = "cohorts/hundred";
    private protected const string Own = "township:t1";
    private protected const string Other = "township:t2";

    private protected static readonly DateOnly Today = CountyDays.Of(DateTimeOffset.UtcNow);
    private protected static readonly DateOnly Joined = Today.AddDays(-100);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PutRosterAsync("t1", Postings.Of("c1"), Postings.Of("c3"));
        await PutRosterAsync("t2", Postings.Of("c2", "w1"));
        await ReadAsync<CohortView>(PutAsync(Cohort, new CohortRequest(new LocalText { ZhCn = "百名优秀书记" }, Capacity: 2)), HttpStatusCode.Created);
        await JoinAsync("c1");
        await JoinAsync("c2");
    }

    private protected Task<CohortMember> JoinAsync(string person, DateOnly? on = null) => ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/{person}", new CohortJoiningRequest("增补", on ?? Joined)));

    private protected Task<HttpResponseMessage> PutAsync<T>(string path, T body, string role = "county") => SendAsync(HttpMethod.Put, path, Json(body), role);
}
