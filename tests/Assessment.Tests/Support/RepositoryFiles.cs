namespace Yuekao.Assessment.Tests.Support;

/// <summary>Files of the repository that this test assembly was built from.</summary>
internal static class RepositoryFiles
{
    public static string PathOf(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "yuekao.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, relative);
    }
}
