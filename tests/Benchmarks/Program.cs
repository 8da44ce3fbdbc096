using Yuekao.Benchmarks;
using Yuekao.Benchmarks.Assessment;
using Yuekao.Benchmarks.County;
using Yuekao.Benchmarks.Engine;
using Yuekao.Benchmarks.Hosting;
using Yuekao.Benchmarks.Tables;

var benchmarks = new Dictionary<string, Func<Task>>
{
    ["tables"] = () => WithAzurite.RunAsync(TableBenchmark.RunAsync),
    ["engine"] = () => WithAzurite.RunAsync(EngineBenchmark.RunAsync),
    ["assessment"] = () => Task.Run(() => AssessmentBenchmark.Run(Console.Out)),
    ["host"] = () => WithAzurite.RunAsync(HostBenchmark.RunAsync),
    ["county"] = CountyBenchmark.RunAsync,
};

string[] chosen = args is [] ? [.. benchmarks.Keys] : args;
if (chosen.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}

#if DEBUG
Console.WriteLine("This is a debug build: run with -c Release for figures that mean something.");
#endif
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
foreach (string name in chosen)
{
    Console.WriteLine();
    Console.WriteLine($"== {name}");
    await benchmarks[name]();
}

return 0;
