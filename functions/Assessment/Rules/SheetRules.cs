using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Rules;

/// <summary>How a source's readings follow from what several people give: judges, each with a sheet of their own, or voters in a secret ballot.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MeanSheets), "mean")]
[JsonDerivedType(typeof(TrimmedMeanSheets), "trimmedMean")]
[JsonDerivedType(typeof(BallotSheets), "ballot")]
public abstract record SheetRules
{
    private protected SheetRules()
    {
    }

    /// <summary>The fewest sheets, or ballots, that make a reading of a subject: from 1 on. With fewer it is missing.</summary>
    public required int Least { get; init; }
}

/// <summary>Of each item and subject the mean of what the judges give, exact.</summary>
public sealed record MeanSheets : SheetRules;

/// <summary>Of each item and subject the mean of what the judges give without the highest and the lowest, one of each: at least 3 sheets.</summary>
public sealed record TrimmedMeanSheets : SheetRules;

/// <summary>Of each item and subject the mean of the points of the levels on the ballots: all items are of the kind level.</summary>
public sealed record BallotSheets : SheetRules;
