using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Yuekao.Conformance.Tests;

/// <summary>A compiled stand-in of <c>infra/local</c>, read as a compiler sees it.</summary>
internal static class StandIn
{
    /// <summary>Everything that code outside the assembly can see.</summary>
    public static IReadOnlyList<ApiEntry> Read(string assemblyName)
    {
        var references = References().ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => MetadataReference.CreateFromFile(path), StringComparer.OrdinalIgnoreCase);
        CSharpCompilation compilation = CSharpCompilation.Create("reader", references: references.Values);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(references[assemblyName])!;
        return [.. TypesOf(assembly.GlobalNamespace).SelectMany(Entries)];
    }

    private static IEnumerable<string> References()
    {
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string aspNetCore = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)!;
        return new[] { AppContext.BaseDirectory, core, aspNetCore }
            .Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .Where(IsManaged)
            .DistinctBy(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsManaged(string path)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (INamedTypeSymbol type in container.GetTypeMembers().Where(ApiSignatures.IsVisible))
        {
            yield return type;
            foreach (INamedTypeSymbol nested in TypesOf(type))
                yield return nested;
        }

        if (container is INamespaceSymbol space)
        {
            foreach (INamedTypeSymbol type in space.GetNamespaceMembers().SelectMany(TypesOf))
                yield return type;
        }
    }

    private static IEnumerable<ApiEntry> Entries(INamedTypeSymbol type)
    {
        yield return ApiEntry.Create(ApiSignatures.Type(type), Attributes(type));
        foreach (ISymbol member in type.TypeKind == TypeKind.Delegate ? [] : type.GetMembers())
        {
            if (ApiSignatures.Member(type, member) is { } signature)
                yield return ApiEntry.Create(signature, Attributes(member));
        }
    }

    private static IEnumerable<string> Attributes(ISymbol symbol) => symbol.GetAttributes().Select(attribute =>
        ApiSignatures.Name(attribute.AttributeClass!) + "("
        + string.Join(", ", attribute.ConstructorArguments.Select(Constant).Concat(attribute.NamedArguments.Select(named => $"{named.Key} = {Constant(named.Value)}"))) + ")");

    private static string Constant(TypedConstant constant) => constant.IsNull ? "null"
        : constant.Kind == TypedConstantKind.Array ? "[" + string.Join(", ", constant.Values.Select(Constant)) + "]"
        : constant.ToCSharpString();
}
