using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Rules;

/// <summary>How an item's points follow from what the county keeps anyway, so that nobody reports them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ProgressRule), "progress")]
[JsonDerivedType(typeof(ReportsRule), "reports")]
[JsonDerivedType(typeof(PublicityRule), "publicity")]
[JsonDerivedType(typeof(PlaceRule), "places")]
public abstract record ComputedRule
{
    private protected ComputedRule()
    {
    }
}
