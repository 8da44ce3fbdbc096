using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>The table of who may call what, as it is written in <c>access-table.txt</c>.</summary>
internal static class AccessTable
{
    /// <summary>Where it is written.</summary>
    public static string File { get; } = Path.Combine(RepositoryFolders.Root, "tests", "App.Tests", "Platform", "Access", "access-table.txt");

    /// <summary>Its lines.</summary>
    public static IReadOnlyList<AccessLine> Lines { get; } = [.. Read()];

    /// <summary>The line of a function, and of what differs.</summary>
    public static AccessLine Of(string name) => Lines.Single(line => line.Name == name);

    private static IEnumerable<AccessLine> Read()
    {
        string heading = "";
        foreach (string line in System.IO.File.ReadLines(File).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                heading = line[3..].Trim();
                continue;
            }

            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            string[] address = cells[1].Split(' ', '?');
            string[] name = cells[0].Split(", ");
            yield return new AccessLine
            {
                Name = cells[0],
                Function = name[0],
                Case = name.Length > 1 ? name[1] : null,
                Verb = address[0],
                Path = heading + (address.Length > 1 ? address[1] : ""),
                Query = address.Length > 2 ? address[2] : null,
                Who = cells[2].Split(", "),
                Hides = cells.Length > 3 && cells[3] == "404",
            };
        }
    }
}

/// <summary>One line.</summary>
internal sealed record AccessLine
{
    /// <summary>What no function's line may say beside others.</summary>
    public const string Public = "public";

    /// <summary>The function, and what differs.</summary>
    public required string Name { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>What differs: <c>source=township</c>; null for nothing.</summary>
    public string? Case { get; init; }

    public required string Verb { get; init; }

    /// <summary>With its parameters in braces.</summary>
    public required string Path { get; init; }

    public string? Query { get; init; }

    /// <summary>Who may call.</summary>
    public required IReadOnlyList<string> Who { get; init; }

    /// <summary>Whether others of these roles may be told that nothing is there.</summary>
    public required bool Hides { get; init; }

    /// <summary>Whether the API document has it.</summary>
    public bool IsDescribed => Verb != HttpOperation.AnyVerb;

    public bool IsPublic => Who is [Public];

    /// <summary>The roles of those who may call, as tokens write them.</summary>
    public IReadOnlySet<string> Roles => IsPublic ? new HashSet<string>() : Who
        .SelectMany(who => who is "any role" or "recipient" ? (string[])["county", "township", "committee", "department", "meeting", "supervision", "judge", "finance", "cadre"] : [who.TrimStart('!').Split(':')[0]])
        .ToHashSet();
}
