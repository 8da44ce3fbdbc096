namespace Yuekao.Conformance.Tests;

/// <summary>
/// What compiles against a stand-in must compile against the official package: every public member of a stand-in stands in the
/// official lists under <c>api/</c>, signature by signature.
/// </summary>
public sealed class PublicSurfaceTests
{
    public static TheoryData<string, string[]> StandIns { get; } = new()
    {
        { "Azure.Data.Tables", ["Azure.Data.Tables"] },
        { "Microsoft.DurableTask", ["Microsoft.DurableTask.Abstractions", "Microsoft.DurableTask.Client", "Microsoft.DurableTask.Worker"] },
        {
            "Microsoft.Azure.Functions.Worker",
            [
                "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Core", "Microsoft.Azure.Functions.Worker.Extensions.Abstractions",
                "Microsoft.Azure.Functions.Worker.Extensions.Http", "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
                "Microsoft.Azure.Functions.Worker.Extensions.Timer", "Microsoft.Azure.Functions.Worker.Extensions.DurableTask",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(StandIns))]
    public void StandIn_EveryPublicMember_StandsInTheOfficialLists(string assembly, string[] lists)
    {
        IReadOnlyList<ApiEntry> standIn = StandIn.Read(assembly);
        IReadOnlyDictionary<string, ApiEntry> official = OfficialApi.Read(lists);

        Assert.True(standIn.Count > 100, $"Only {standIn.Count} public members were read from {assembly}: is it the right assembly?");
        Assert.Empty(Differences(standIn, official));
    }

    [Theory]
    [InlineData("public virtual void Azure.Data.Tables.TableClient.Invented()")]
    [InlineData("public virtual Azure.Response Azure.Data.Tables.TableClient.Delete(System.Threading.CancellationToken token = default(System.Threading.CancellationToken))")]
    [InlineData("public virtual Azure.Response Azure.Data.Tables.TableClient.Delete(System.Threading.CancellationToken cancellationToken)")]
    [InlineData("public sealed class Azure.Data.Tables.TableEntity : System.IDisposable")]
    [InlineData("public abstract class Azure.Data.Tables.TableEntity")]
    public void Differences_MemberThatIsNotOfficial_IsNamed(string declaration)
    {
        ApiEntry entry = ApiEntry.Create(declaration, []);

        Assert.Single(Differences([entry], OfficialApi.Read(["Azure.Data.Tables"])));
    }

    [Fact]
    public void Differences_OfficialAttributeLeftOut_IsNamed()
    {
        IReadOnlyDictionary<string, ApiEntry> official = OfficialApi.Read(["Microsoft.DurableTask.Client"]);
        ApiEntry canceled = official.Values.Single(entry => entry.Signature.StartsWith("enum member", StringComparison.Ordinal) && entry.Signature.Contains(".Canceled", StringComparison.Ordinal));

        Assert.NotEmpty(canceled.Attributes);
        Assert.Empty(Differences([canceled], official));
        Assert.Single(Differences([canceled with { Attributes = new HashSet<string>() }], official));
    }

    private static List<string> Differences(IEnumerable<ApiEntry> standIn, IReadOnlyDictionary<string, ApiEntry> official)
    {
        List<string> differences = [];
        foreach (ApiEntry entry in standIn)
        {
            if (!official.TryGetValue(entry.Signature, out ApiEntry? listed))
                differences.Add($"not official: {entry.Signature}");
            else if (entry.Bases.Except(listed.Bases).ToArray() is { Length: > 0 } bases)
                differences.Add($"not an official base: {entry.Signature} : {string.Join(", ", bases)}");
            else if (!entry.Attributes.SetEquals(listed.Attributes))
                differences.Add($"official attributes differ: {entry.Signature} [{string.Join("] [", listed.Attributes)}]");
        }

        return differences;
    }
}
