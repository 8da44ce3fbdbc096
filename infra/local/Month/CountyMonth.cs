using System.Text;
using Yuekao.Assessment.Readings;

namespace Yuekao.Local.Month;

/// <summary>
/// One month of a sample county as its people live it, over HTTP and each in their role. Everything can be done again after a crash: what was done
/// before changes nothing.
/// </summary>
/// <param name="api">The app.</param>
/// <param name="county">The county.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="month">What is reported.</param>
internal sealed class CountyMonth(CountyApi api, SampleCountyData county, Scheme scheme, SampleMonth month) : CountyCycle(api, scheme.Key.Scheme, month.Period)
{
    /// <summary>What is reported.</summary>
    public SampleMonth Month => month;

    /// <summary>The townships.</summary>
    public IReadOnlyList<SampleTownship> Townships => county.Townships;

    /// <summary>Stores the county's places and rosters, and its scheme.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await CountyLoader.LoadAsync(Api, county, cancellation);
        // The schemes that come with the app are there already, to the byte.
        string stored = $"schemes/{scheme.Key.Scheme}/versions/{scheme.Key.Version}";
        if ((await Api.AnswerAsync(CountyRole, HttpMethod.Get, stored, body: null, "application/json", cancellation)).Status == HttpStatusCode.NotFound)
            await Api.SendAsync(CountyRole, HttpMethod.Put, stored, CountyLoader.Content(Encoding.UTF8.GetBytes(scheme.ToJson()), "application/json"), cancellation);
    }

    /// <summary>Notes a township's observations, each as the source that saw it. Sources that only observe are done then.</summary>
    public async Task ObserveAsync(SampleTownshipMonth township, CancellationToken cancellation)
    {
        foreach (Observation one in township.Observations)
        {
            await Api.SendAsync(
                RoleOf(township.Township, one.Source), HttpMethod.Put, $"{Path}/townships/{township.Township}/observations/{one.Source}/{one.Id}",
                new { one.Rule, one.Subject, one.On, one.Level, one.Points, one.Evidence }, cancellation);
        }

        await FinishObservingAsync(township, cancellation);
    }

    /// <summary>Submits what a source reports for a township, as its last word.</summary>
    public Task<JsonElement> SubmitAsync(TownshipId township, SampleSubmission submission, CancellationToken cancellation) => Api.SendAsync(
        RoleOf(township, submission.Source), HttpMethod.Put, $"{Path}/townships/{township}/submissions/{submission.Source}?final=true",
        new { readings = submission.Readings.Select(reading => new { reading.Item, reading.Subject, reading.Village, reading.Value }) }, cancellation);

    private async Task FinishObservingAsync(SampleTownshipMonth township, CancellationToken cancellation)
    {
        foreach (SourceId source in scheme.Document.Sources.Select(one => one.Id).Except(township.Submissions.Select(submission => submission.Source)))
            await Api.SendAsync(RoleOf(township.Township, source), HttpMethod.Put, $"{Path}/townships/{township.Township}/submissions/{source}/final", body: null, cancellation);
    }

    /// <summary>Submits as every source of every township; those that are late only when told, and then those that only observe are done.</summary>
    public async Task SubmitAllAsync(bool late, CancellationToken cancellation)
    {
        foreach (SampleTownshipMonth township in month.Townships)
        {
            foreach (SampleSubmission submission in township.Submissions.Where(submission => submission.IsLate == late))
                await SubmitAsync(township.Township, submission, cancellation);
            if (late)
                await FinishObservingAsync(township, cancellation);
        }
    }
}
