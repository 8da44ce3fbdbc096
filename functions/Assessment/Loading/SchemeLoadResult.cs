using System.Diagnostics.CodeAnalysis;

namespace Yuekao.Assessment.Loading;

/// <summary>A scheme that may be used, or every mistake that stands in its way.</summary>
public sealed record SchemeLoadResult
{
    internal SchemeLoadResult(Scheme? scheme, IReadOnlyList<SchemeError> errors) => (Scheme, Errors) = (scheme, errors);

    /// <summary>The scheme; null when there are errors.</summary>
    public Scheme? Scheme { get; }

    /// <summary>Every mistake found, in document order where that has a meaning; empty when there is a scheme.</summary>
    public IReadOnlyList<SchemeError> Errors { get; }

    /// <summary>Whether there is a scheme.</summary>
    [MemberNotNullWhen(true, nameof(Scheme))]
    public bool IsValid => Scheme is not null;

    /// <summary>The scheme, where a mistake would be the caller's.</summary>
    /// <exception cref="FormatException">There are errors; the message lists them.</exception>
    public Scheme Required() => Scheme ?? throw new FormatException(string.Join(Environment.NewLine, Errors));
}
