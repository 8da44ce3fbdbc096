using System.Diagnostics;
using Yuekao.Local;
using Yuekao.Local.Azurite;

namespace Yuekao.Benchmarks.Hosting;

/// <summary>From the start of the host's process to its first answer, with Azurite up.</summary>
internal static class HostBenchmark
{
    private const int Runs = 5;

    public static async Task RunAsync(string connectionString)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = "HostBenchmark",
        };
        var times = new TimeSpan[Runs];
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            await using AppProcess app = await AppProcess.StartAsync(AppProcess.PathOf("SampleApp"), AzuritePorts.Free().Blob, settings, _ => { });
            times[run] = Stopwatch.GetElapsedTime(start);
        }

        Report.Figure("host start to first answer", Report.Median(times).TotalSeconds, "s", "target: under 2 s");
    }
}
