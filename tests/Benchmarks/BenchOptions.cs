using System.Globalization;

namespace Yuekao.Benchmarks;

/// <summary>How much is done for a figure.</summary>
internal sealed record BenchOptions
{
    /// <summary>How many times something is timed: <c>--runs</c>.</summary>
    public int Runs { get; init; } = 7;

    /// <summary>How many counties run on one hub at most: <c>--counties</c>. The target speaks of 50, which take long on two cores.</summary>
    public int Counties { get; init; } = 10;

    /// <summary>How long PUTs are sent: <c>--seconds</c>.</summary>
    public TimeSpan PutLength { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">Names of benchmarks, and options with their numbers.</param>
    /// <param name="options">The options; what is not given stays as it is by itself.</param>
    /// <param name="names">The names.</param>
    /// <param name="complaint">What is wrong, if anything.</param>
    public static bool TryRead(IReadOnlyList<string> arguments, out BenchOptions options, out IReadOnlyList<string> names, out string? complaint)
    {
        var found = new List<string>();
        (options, names, complaint) = (new BenchOptions(), found, null);
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            if (!argument.StartsWith('-'))
            {
                found.Add(argument);
                continue;
            }

            if (++index == arguments.Count || !int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0 || With(options, argument, number) is not { } read)
            {
                complaint = "The options are --runs, --counties and --seconds, each with a whole number.";
                return false;
            }

            options = read;
        }

        return true;
    }

    private static BenchOptions? With(BenchOptions options, string name, int number) => name switch
    {
        "--runs" => options with { Runs = number },
        "--counties" => options with { Counties = number },
        "--seconds" => options with { PutLength = TimeSpan.FromSeconds(number) },
        _ => null,
    };
}
