namespace Yuekao.Benchmarks.County;

/// <summary>From the start of the local host to the app's first answer, with Azurite up.</summary>
internal static class HostStart
{
    public static async Task RunAsync(string connection, BenchOptions options)
    {
        var times = new List<TimeSpan>();
        for (int run = 0; run < options.Runs; run++)
        {
            BenchApp? app = null;
            times.Add(await Report.TimeAsync(async () =>
            {
                app = await BenchApp.StartAsync(connection);
                using HttpResponseMessage answer = await app.Http.GetAsync(new Uri("/", UriKind.Relative));
            }));
            await app!.DisposeAsync();
        }

        Report.Row("local host start to first answer, Azurite up", "< 5 s", Sample.Seconds(times).ToString());
    }
}
