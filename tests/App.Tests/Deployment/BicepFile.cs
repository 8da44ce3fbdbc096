using System.Text.RegularExpressions;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Deployment;

/// <summary>A file of <c>infra/azure</c>, read as text: what it declares is found by its lines.</summary>
/// <param name="Path">Its path below <see cref="Folder"/>, with slashes.</param>
/// <param name="Text">What it says, comments left out.</param>
internal sealed partial record BicepFile(string Path, string Text)
{
    public static string Folder { get; } = System.IO.Path.Combine(RepositoryFolders.Root, "infra", "azure");

    public static IReadOnlyList<BicepFile> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetExtension(file) is ".bicep" or ".bicepparam")
            .Order(StringComparer.Ordinal)
            .Select(file => new BicepFile(System.IO.Path.GetRelativePath(Folder, file).Replace('\\', '/'), WithoutComments(File.ReadAllText(file)))),
    ];

    /// <summary>The names of the parameters that it declares, or in a parameter file gives.</summary>
    public IEnumerable<string> Parameters => Parameter().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <summary>The parameters that it declares without a default.</summary>
    public IEnumerable<string> RequiredParameters => Parameter().Matches(Text).Where(match => !match.Groups["rest"].Value.Contains('=', StringComparison.Ordinal)).Select(match => match.Groups["name"].Value);

    /// <summary>The files that it names, below the same folder.</summary>
    public IEnumerable<string> References => Reference().Matches(Text).Select(match =>
        System.IO.Path.GetRelativePath(Folder, System.IO.Path.GetFullPath(match.Groups["file"].Value, System.IO.Path.GetDirectoryName(System.IO.Path.Combine(Folder, Path))!)).Replace('\\', '/'));

    public static BicepFile Of(string path) => All.Single(file => file.Path == path);

    public static string WithoutComments(string text) => StringOrComment().Replace(text, match => match.Value.StartsWith('/') ? "" : match.Value);

    public override string ToString() => Path;

    [GeneratedRegex(@"'(\\.|[^'\\\n])*'|//[^\n]*|/\*[\s\S]*?\*/", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StringOrComment();

    [GeneratedRegex(@"^param (?<name>\w+)(?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(module \w+|using|import .* from) '(?<file>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Reference();
}
