using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>
/// Collects every mistake of one document. Where a value could not be read at all its path is damaged, and rules that read it stay silent:
/// one mistake is reported once, not with all that follows from it.
/// </summary>
internal sealed class SchemeErrors
{
    private readonly List<SchemeError> errors = [];
    private readonly List<string[]> damaged = [];

    public IReadOnlyList<SchemeError> All => errors;

    /// <summary>Reports what could not be read.</summary>
    public void Add(Misfit misfit)
    {
        errors.Add(new(misfit.Path, misfit.Code, misfit.Message));
        if (misfit.Unread is { } unread)
            damaged.Add(Steps(unread));
    }

    /// <summary>Reports a broken rule, unless it stands in a damaged value or reads one.</summary>
    /// <param name="path">Where the rule is broken.</param>
    /// <param name="code">The kind of mistake.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="reads">What else the rule reads; <c>[*]</c> stands for every element of a list.</param>
    public void Add(string path, string code, LocalizableString message, params ReadOnlySpan<string> reads)
    {
        var own = Steps(path);
        if (damaged.Exists(one => one.Length <= own.Length && Touch(one, own)))
            return;
        foreach (var read in reads)
            if (damaged.Exists(one => Touch(one, Steps(read))))
                return;
        errors.Add(new(path, code, message));
    }

    /// <summary>Whether one path lies within the other.</summary>
    private static bool Touch(string[] damage, string[] read) =>
        damage.Zip(read).All(step => step.First == step.Second || step.Second == "*]");

    private static string[] Steps(string path) => path.Split('.', '[');
}
