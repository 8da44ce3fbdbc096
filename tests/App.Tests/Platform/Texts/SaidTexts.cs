using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.Texts;

/// <summary>
/// Every text for people that the code can say, found in the source itself: whatever becomes a <see cref="Assessment.Values.LocalizableString"/>. So none is left out that no test happens to say.
/// </summary>
internal static class SaidTexts
{
    private static readonly CSharpParseOptions Syntax = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    /// <summary>The English formats, each with where it stands; and where a text is put together at run time, so that nobody can translate it.</summary>
    public static (IReadOnlyDictionary<string, string> Formats, IReadOnlyList<string> Unknown) Read()
    {
        (var formats, var unknown) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new List<string>());
        MetadataReference[] platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(file => Path.GetFileName(file) is not "App.dll").Select(file => MetadataReference.CreateFromFile(file))];
        foreach (string project in (string[])["Assessment", "App"])
        {
            MetadataReference[] references = [.. platform.Where(one => project != "Assessment" || Path.GetFileName(one.Display) is not "Assessment.dll")];
            var compilation = CSharpCompilation.Create(project, [.. SourcesOf(project)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            foreach (SyntaxTree tree in compilation.SyntaxTrees)
                Read(tree, compilation.GetSemanticModel(tree), formats, unknown);
        }

        return (formats, unknown);
    }

    private static IEnumerable<SyntaxTree> SourcesOf(string project)
    {
        string folder = Path.Combine(RepositoryFolders.Root, "functions", project);
        string usings = Path.Combine(RepositoryFolders.Root, "artifacts", "obj", project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(usings, "*.GlobalUsings.g.cs", SearchOption.AllDirectories).Take(1))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Syntax, file));
    }

    private static void Read(SyntaxTree tree, SemanticModel model, SortedDictionary<string, string> formats, List<string> unknown)
    {
        foreach (ExpressionSyntax node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            bool isSaid = node is not CastExpressionSyntax && IsSaid(model.GetTypeInfo(node).ConvertedType) && !IsSaid(model.GetTypeInfo(node).Type);
            if (!isSaid && !(node.Parent is CastExpressionSyntax cast && IsSaid(model.GetTypeInfo(cast).Type) && !IsSaid(model.GetTypeInfo(node).Type)))
                continue;
            string place = $"{Path.GetRelativePath(RepositoryFolders.Root, tree.FilePath)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
            if (node is InterpolatedStringExpressionSyntax interpolated && !model.GetConstantValue(node).HasValue)
                formats.TryAdd(FormatOf(interpolated), place);
            else if (model.GetConstantValue(node) is { HasValue: true, Value: string constant })
                formats.TryAdd(constant.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), place);
            else if (node is not LiteralExpressionSyntax and not ThrowExpressionSyntax && model.GetTypeInfo(node).Type is not null)
                unknown.Add($"{place}: {node}");
        }
    }

    private static string FormatOf(InterpolatedStringExpressionSyntax text)
    {
        (var format, int hole) = (new StringBuilder(), 0);
        foreach (InterpolatedStringContentSyntax part in text.Contents)
        {
            if (part is InterpolationSyntax { FormatClause: var clause })
                format.Append('{').Append(hole++).Append(clause is null ? "" : $":{clause.FormatStringToken.ValueText}").Append('}');
            else
                format.Append(((InterpolatedStringTextSyntax)part).TextToken.ValueText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        }

        return format.ToString();
    }

    private static bool IsSaid(ITypeSymbol? type) => type?.Name == nameof(Assessment.Values.LocalizableString);
}
