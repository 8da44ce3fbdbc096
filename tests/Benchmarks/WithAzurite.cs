using Yuekao.Local.Azurite;

namespace Yuekao.Benchmarks;

/// <summary>Gives a benchmark an Azurite of its own, on free ports, with its data on disk as the local host has it.</summary>
internal static class WithAzurite
{
    public static async Task RunAsync(Func<string, Task> benchmark)
    {
        string location = Directory.CreateTempSubdirectory("yuekao-benchmark-").FullName;
        try
        {
            var options = new AzuriteOptions { Location = location, Ports = AzuritePorts.Free(), EndWithParent = true };
            await using AzuriteServer azurite = await AzuriteServer.StartAsync(options, Console.WriteLine);
            await benchmark(azurite.ConnectionString);
        }
        finally
        {
            Directory.Delete(location, recursive: true);
        }
    }
}
