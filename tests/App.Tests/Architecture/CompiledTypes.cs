using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Yuekao.App.Tests.Architecture;

/// <summary>One type that knows another: by a signature, an attribute, or anything in the body of a method.</summary>
/// <param name="From">Who knows; a closure or state machine counts as the type that it was written in.</param>
/// <param name="To">Who is known.</param>
internal sealed record Dependency(TypeDefinition From, TypeReference To)
{
    public override string ToString() => $"{From.FullName} -> {To.FullName}";
}

/// <summary>What the compiler made of an assembly.</summary>
internal static class CompiledTypes
{
    public static IReadOnlyList<Dependency> DependenciesOf(Type inAssembly)
    {
        using var module = ModuleDefinition.ReadModule(inAssembly.Assembly.Location);
        return [.. module.GetTypes().Where(type => type.Namespace.Length > 0 || type.IsNested).SelectMany(type => Known(type).SelectMany(Parts), (type, known) => new Dependency(Outermost(type), known)).Distinct()];
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> Known(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes(type),
        .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(Known),
    ];

    private static IEnumerable<TypeReference?> Known(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. Attributes(method),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType).Concat(method.Body.Instructions.SelectMany(Known)) : [],
    ];

    private static IEnumerable<TypeReference?> Known(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, method.DeclaringType, method.ReturnType],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider of) =>
        of.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Prepend(attribute.AttributeType));

    // List<Cycle[]> is a list, and a cycle.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification of => Parts(of.ElementType),
        { IsNested: true } => Parts(type.DeclaringType),
        _ => [type],
    };
}
