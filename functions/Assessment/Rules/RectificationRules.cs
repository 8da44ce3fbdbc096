using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What opens a rectification (整改) beside a failed baseline, which always does.</summary>
public sealed record RectificationRules
{
    /// <summary>The share of its maximum that a scoring item must give: one that gave less opens a rectification, one that gave just as much does not. Above 0.</summary>
    public required Share Below { get; init; }
}
