using System.Text.RegularExpressions;
using Mono.Cecil;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Architecture;

/// <summary>The rooms of the house, and what each may know (docs/architecture.md): read from the compiled types, bodies of methods included.</summary>
public sealed partial class HouseTests
{
    private const string App = "Yuekao.App";

    // Each knows itself and those before it.
    private static readonly string[] Rooms = ["Platform", "Records", "Tell", "Stages", "Cycle"];

    // Not the order of the month but of who reads whom: the freeze opens collecting, feedback tells of appeals.
    private static readonly string[] Stages = ["Collect", "Dispatch", "Judging", "Freeze", "Grade", "Decide", "Settle", "Publish", "Appeal", "Feedback", "Seal", "Standing"];

    private static readonly IReadOnlyList<Dependency> Compiled = CompiledTypes.DependenciesOf(typeof(YuekaoApp));

    [Fact]
    public void Rooms_KnowOnlyThoseBeforeThem() => Assert.Empty(AgainstTheOrder(Compiled, App, Rooms));

    [Fact]
    public void Stages_KnowOnlyThoseBeforeThem() => Assert.Empty(AgainstTheOrder(Compiled, $"{App}.Stages", Stages));

    [Fact]
    public void Stages_NeverTouchTheStoreOfAnother() => Assert.DoesNotContain(Compiled, one =>
        one.To.Name.EndsWith("Store", StringComparison.Ordinal) && PlaceOf(one.To, $"{App}.Stages") is { } stage && PlaceOf(one.From, $"{App}.Stages") is { } other && other != stage);

    [Fact]
    public void Tables_AreKnownOnlyToThePlatformAndToStorageTypes() => Assert.Empty(Compiled
        .Where(one => one.To.Namespace == "Azure.Data.Tables" && PlaceOf(one.From, App) != "Platform" && !IsStorage(one.From))
        .Select(one => one.From.FullName).Distinct());

    [Fact]
    public void Orchestrators_AreKnownToTheirRoomAlone() => Assert.DoesNotContain(Compiled, one =>
        one.To.Name.EndsWith("Orchestrator", StringComparison.Ordinal) && PlaceOf(one.From, App) is { } room && room != PlaceOf(one.To, App));

    [Fact]
    public void EveryType_IsInARoomAndEveryStageInTheOrder()
    {
        string[] spaces = [.. Compiled.Select(one => one.From.Namespace).Where(space => space.StartsWith(App, StringComparison.Ordinal)).Distinct()];
        Assert.All(spaces, space => Assert.True(space == App || Rooms.Contains(space.Split('.')[2]), space));
        Assert.Equal(Stages.Order(), spaces.Where(space => space.StartsWith($"{App}.Stages.", StringComparison.Ordinal)).Select(space => space.Split('.')[3]).Distinct().Order());
    }

    [Fact]
    public void Assessment_KnowsNeitherTheAppNorAzureNorHttp() => Assert.DoesNotContain(
        typeof(Assessor).Assembly.GetReferencedAssemblies(),
        one => one.Name!.StartsWith("Azure", StringComparison.Ordinal) || one.Name.StartsWith(App, StringComparison.Ordinal) || one.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || one.Name.StartsWith("System.Net", StringComparison.Ordinal));

    [Fact]
    public void ThePageOfTheHouse_NamesFilesThatAreThereAndFewerThanTwentyFive()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "docs", "architecture.md"));
        string[] files = [.. FileOfTheTable().Matches(page).Select(match => match.Groups["file"].Value)];

        Assert.InRange(files.Length, 15, 24);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(RepositoryFolders.Root, "functions", "App", file)), file));
        Assert.All(Rooms.Concat(Stages), name => Assert.Contains(name, page, StringComparison.Ordinal));
    }

    /// <summary>The rules find what points the other way: a signature, a call within a lambda, an attribute.</summary>
    [Fact]
    public void WhatPointsTheOtherWay_IsFound()
    {
        IReadOnlyList<Dependency> wrong = CompiledTypes.DependenciesOf(typeof(Wrong.Platform.Basement));

        Assert.Equal(
            ["Basement -> Roof", "Cellar -> Roof"],
            AgainstTheOrder(wrong, typeof(Wrong.Platform.Basement).Namespace![..^".Platform".Length], Rooms).Select(one => $"{one.From.Name} -> {one.To.Name}").Order());
    }

    private static IEnumerable<Dependency> AgainstTheOrder(IEnumerable<Dependency> dependencies, string root, string[] order) => dependencies.Where(one =>
        PlaceOf(one.From, root) is { } from && PlaceOf(one.To, root) is { } to && Array.IndexOf(order, to) > Array.IndexOf(order, from));

    private static string? PlaceOf(TypeReference type, string root) =>
        type.Namespace.StartsWith($"{root}.", StringComparison.Ordinal) ? type.Namespace[(root.Length + 1)..].Split('.')[0] : null;

    // Who is given the tables, or lays out their rows.
    private static bool IsStorage(TypeDefinition type) =>
        type.Methods.Any(method => method.IsConstructor && method.Parameters.Any(parameter => parameter.ParameterType.Name == "TableServiceClient"))
        || type.Name.EndsWith("Rows", StringComparison.Ordinal) || type.Name.EndsWith("Table", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `(?<file>[^`]+\.cs)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileOfTheTable();
}
