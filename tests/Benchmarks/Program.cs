using System.Globalization;
using Yuekao.Benchmarks;
using Yuekao.Benchmarks.Anchors;
using Yuekao.Benchmarks.Assessment;
using Yuekao.Benchmarks.County;

if (args is [MemoryChild.Command, var path, var subjects])
{
    MemoryChild.Run(path, int.Parse(subjects, CultureInfo.InvariantCulture));
    return 0;
}

if (!BenchOptions.TryRead(args, out BenchOptions options, out IReadOnlyList<string> names, out string? complaint))
{
    await Console.Error.WriteLineAsync(complaint);
    return 1;
}

var benchmarks = new Dictionary<string, Func<Task>>
{
    ["assessment"] = AssessmentBenchmark.RunAsync,
    ["anchors"] = () => AnchorBenchmark.RunAsync(options),
    ["host"] = () => WithAzurite.RunAsync(connection => HostStart.RunAsync(connection, options)),
    ["calls"] = () => WithAzurite.RunAsync(MonthCalls.RunAsync),
    ["times"] = () => CountyTimes.RunAsync(options),
    ["growth"] = () => CountyGrowth.RunAsync(options),
    ["put"] = () => CountyPuts.RunAsync(options),
    ["preview"] = () => RosterPreview.RunAsync(options),
};

string[] chosen = names is [] ? [.. benchmarks.Keys] : [.. names.SelectMany(name => name == "county" ? (string[])["calls", "times", "growth"] : [name])];
if (chosen.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Keys)}, and county for calls, times and growth.");
    return 1;
}

#if DEBUG
Console.WriteLine("This is a debug build: run with -c Release for figures that mean something.");
#endif
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
foreach (string name in chosen)
{
    Console.WriteLine();
    Console.WriteLine($"== {name}{Report.Load}");
    Report.Heads();
    await benchmarks[name]();
    Console.WriteLine($"== {name} ended{Report.Load}");
}

return 0;
