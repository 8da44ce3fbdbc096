namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Says what turns the input into the parameter's value.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter,
    AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    /// <summary>Names the converter. The local host knows those of its own attributes only, and refuses others at start.</summary>
    /// <param name="converterType">The converter.</param>
    public InputConverterAttribute(Type converterType) => ConverterType = converterType;

    /// <summary>The converter.</summary>
    public Type ConverterType { get; }
}
