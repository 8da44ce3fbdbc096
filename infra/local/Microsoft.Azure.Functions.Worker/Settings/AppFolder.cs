namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Where an app keeps its settings files: beside its assembly, or else where it was started.</summary>
/// <param name="folders">The folders to look in; the first that has the file counts.</param>
internal sealed class AppFolder(params IReadOnlyList<string> folders)
{
    public static AppFolder Default { get; } = new(AppContext.BaseDirectory, Directory.GetCurrentDirectory());

    /// <summary>The folder relative paths start from.</summary>
    public string Root => folders[0];

    /// <summary>The file's path, or null when no folder has it.</summary>
    public string? Find(string file) => folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
