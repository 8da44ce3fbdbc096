using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>Something that splits equal scores.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ItemTieBreaker), "item")]
[JsonDerivedType(typeof(ComponentTieBreaker), "component")]
[JsonDerivedType(typeof(BonusTieBreaker), "bonus")]
[JsonDerivedType(typeof(DeductionsTieBreaker), "deductions")]
public abstract record TieBreaker
{
    private protected TieBreaker()
    {
    }
}

/// <summary>More points in one item of a component come first.</summary>
public sealed record ItemTieBreaker : TieBreaker
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }
}

/// <summary>More points in one component come first.</summary>
public sealed record ComponentTieBreaker : TieBreaker
{
    /// <summary>The component.</summary>
    public required ComponentId Component { get; init; }
}

/// <summary>More counted bonus comes first.</summary>
public sealed record BonusTieBreaker : TieBreaker;

/// <summary>Fewer counted deductions come first.</summary>
public sealed record DeductionsTieBreaker : TieBreaker;
