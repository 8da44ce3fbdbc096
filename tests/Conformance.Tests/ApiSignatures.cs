using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Yuekao.Conformance.Tests;

/// <summary>Writes symbols the way the committed lists of <c>api/</c> have them: one line a member, with names, nullability and defaults.</summary>
internal static class ApiSignatures
{
    private static readonly SymbolDisplayFormat Types = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Members = Types
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance);

    /// <summary>Whether code outside the assembly can see the symbol.</summary>
    public static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    public static string Name(ITypeSymbol type) => type.ToDisplayString(Types);

    public static string Type(INamedTypeSymbol type)
    {
        string name = Name(type);
        if (type.TypeKind == TypeKind.Delegate)
        {
            IMethodSymbol invoke = type.DelegateInvokeMethod!;
            return $"{Modifiers(type)} delegate {Name(invoke.ReturnType)} {name}({string.Join(", ", invoke.Parameters.Select(Parameter))}){Constraints(type)}";
        }

        List<string> bases = [];
        if (type.TypeKind == TypeKind.Enum)
            bases.Add(Name(type.EnumUnderlyingType!));
        else if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } baseType)
            bases.Add(Name(baseType));
        if (type.TypeKind != TypeKind.Enum)
            bases.AddRange(type.Interfaces.Where(IsVisible).Select(Name));
        return $"{Modifiers(type)} {Kind(type)} {name}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}{Constraints(type)}";
    }

    /// <summary>A member's line, or null for one that the lists leave out.</summary>
    public static string? Member(INamedTypeSymbol type, ISymbol member) => member switch
    {
        IFieldSymbol { HasConstantValue: true } field when type.TypeKind == TypeKind.Enum =>
            $"enum member {Name(type)}.{field.Name} = {Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)}",
        IFieldSymbol field when type.TypeKind != TypeKind.Enum && IsVisible(field) => Field(type, field),
        IPropertySymbol property when IsVisible(property) => $"{(property.IsRequired ? "required " : "")}{property.ToDisplayString(Members)} {{ {Accessors(property)} }}",
        IEventSymbol raised when IsVisible(raised) => $"event {raised.ToDisplayString(Members)}",
        IMethodSymbol method when IsListed(type, method) => method.ToDisplayString(Members),
        _ => null,
    };

    private static bool IsListed(INamedTypeSymbol type, IMethodSymbol method) =>
        // A record's <Clone>$ has no name that code could call, and its return type depends on the target framework.
        (method.CanBeReferencedByName || method.MethodKind != MethodKind.Ordinary)
        && method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.Destructor
        && IsVisible(method)
        && !(method.MethodKind == MethodKind.Constructor && type.TypeKind == TypeKind.Struct && method.IsImplicitlyDeclared);

    private static string Field(INamedTypeSymbol type, IFieldSymbol field)
    {
        string value = !field.HasConstantValue ? "" : field.ConstantValue is null ? " = null" : " = " + SymbolDisplay.FormatPrimitive(field.ConstantValue, quoteStrings: true, useHexadecimalNumbers: false);
        return $"{Text(field.DeclaredAccessibility)}{(field.IsConst ? " const" : field.IsStatic ? " static" : "")}{(field.IsReadOnly ? " readonly" : "")} {Name(field.Type)} {Name(type)}.{field.Name}{value}";
    }

    private static string Accessors(IPropertySymbol property) => string.Join(" ", new[] { property.GetMethod, property.SetMethod }
        .Where(accessor => accessor is not null && IsVisible(accessor))
        .Select(accessor => (accessor!.DeclaredAccessibility != property.DeclaredAccessibility ? Text(accessor.DeclaredAccessibility) + " " : "")
            + (accessor.MethodKind == MethodKind.PropertyGet ? "get;" : accessor.IsInitOnly ? "init;" : "set;")));

    private static string Parameter(IParameterSymbol parameter) => parameter.ToDisplayString(Members);

    private static string Modifiers(INamedTypeSymbol type) => Text(type.DeclaredAccessibility)
        + (type.TypeKind == TypeKind.Delegate ? "" : type.IsStatic ? " static"
            : type.TypeKind == TypeKind.Class ? (type.IsAbstract ? " abstract" : type.IsSealed ? " sealed" : "")
            : type.TypeKind == TypeKind.Struct && type.IsReadOnly ? " readonly" : "");

    private static string Kind(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Class => type.IsRecord ? "record" : "class",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        TypeKind.Interface => "interface",
        TypeKind.Enum => "enum",
        _ => type.TypeKind.ToString(),
    };

    private static string Text(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        _ => accessibility.ToString().ToLowerInvariant(),
    };

    private static string Constraints(INamedTypeSymbol type) => string.Concat(type.TypeParameters.Select(Constraint));

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        List<string> parts = [];
        if (parameter.HasUnmanagedTypeConstraint)
            parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            parts.Add("struct");
        if (parameter.HasReferenceTypeConstraint)
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        if (parameter.HasNotNullConstraint)
            parts.Add("notnull");
        parts.AddRange(parameter.ConstraintTypes.Select(Name));
        if (parameter.HasConstructorConstraint)
            parts.Add("new()");
        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }
}
