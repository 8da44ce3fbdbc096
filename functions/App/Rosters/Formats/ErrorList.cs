using Yuekao.App.Problems;

namespace Yuekao.App.Rosters.Formats;

/// <summary>Everything wrong with a document, as one problem.</summary>
internal static class ErrorList
{
    // Beyond this nobody reads on, and an answer should not be larger than its request.
    private const int Most = 200;

    /// <summary>Throws when anything was wrong.</summary>
    /// <exception cref="ProblemException">With the errors in the order found: the first 200, the detail says how many there are.</exception>
    public static void ThrowIfAny(ProblemType type, IReadOnlyList<ProblemError> errors)
    {
        if (errors.Count == 0)
            return;
        string count = errors.Count == 1 ? "There is one error." : $"There are {errors.Count} errors{(errors.Count > Most ? $", of which the first {Most} are listed" : "")}.";
        throw new ProblemException(type, count, [.. errors.Take(Most)]);
    }
}
