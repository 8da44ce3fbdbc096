using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Tests.Settings;

public sealed class HostJsonTests
{
    [Fact]
    public void Read_NoFile_HasTheDefaults()
    {
        HostJson hostJson = Read(null, [], out List<string> problems);

        Assert.Empty(problems);
        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Equal("TestHubName", hostJson.DurableTask.HubName);
        Assert.Null(hostJson.DurableTask.DefaultVersion);
        Assert.Null(hostJson.DurableTask.MaxConcurrentActivities);
        Assert.Null(hostJson.DurableTask.MaxConcurrentOrchestrators);
    }

    [Fact]
    public void Read_File_HasItsValues()
    {
        HostJson hostJson = Read(
            """
            {
              // Comments are allowed.
              "version": "2.0",
              "logging": { "logLevel": { "default": "Warning", "Function": "Debug" } },
              "extensions": {
                "http": { "routePrefix": "v1" },
                "durableTask": {
                  "hubName": "Yuekao", "defaultVersion": "1.2", "maxConcurrentActivityFunctions": 7, "maxConcurrentOrchestratorFunctions": 3,
                  "storageProvider": { "type": "AzureStorage" },
                },
              },
            }
            """,
            [],
            out List<string> problems);

        Assert.Empty(problems);
        Assert.Equal("v1", hostJson.RoutePrefix);
        Assert.Equal(("Yuekao", "1.2", 7, 3), (hostJson.DurableTask.HubName, hostJson.DurableTask.DefaultVersion, hostJson.DurableTask.MaxConcurrentActivities, hostJson.DurableTask.MaxConcurrentOrchestrators));
        Assert.Equal([("default", "Warning"), ("Function", "Debug")], hostJson.LogLevels.Select(level => (level.Key, level.Value!)));
    }

    [Fact]
    public void Read_SettingsThatOverride_WinOverTheFile()
    {
        HostJson hostJson = Read(
            """{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1" }, "durableTask": { "hubName": "FromFile" } } }""",
            new()
            {
                ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "",
                ["AzureFunctionsJobHost:extensions:durableTask:hubName"] = "FromSettings",
                ["AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions"] = "1",
            },
            out List<string> problems);

        Assert.Empty(problems);
        Assert.Equal("", hostJson.RoutePrefix);
        Assert.Equal("FromSettings", hostJson.DurableTask.HubName);
        Assert.Equal(1, hostJson.DurableTask.MaxConcurrentActivities);
    }

    [Fact]
    public void Read_HubNameWithSettings_HasTheirValues()
    {
        HostJson hostJson = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%County%Hub%Stage%" } } }""",
            new() { ["County"] = "Haixing", ["Stage"] = "2" },
            out List<string> problems);

        Assert.Empty(problems);
        Assert.Equal("HaixingHub2", hostJson.DurableTask.HubName);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%Nothing%" } } }""", "'Nothing'")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "my-hub" } } }""", "'my-hub'")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "ab" } } }""", "'ab'")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "1hub" } } }""", "'1hub'")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""", "maxConcurrentActivityFunctions is '0'")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentOrchestratorFunctions": "many" } } }""", "maxConcurrentOrchestratorFunctions is 'many'")]
    [InlineData("""{ "version": "1.0", "extensions": {} }""", "\"version\": \"2.0\"")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1" } } }""", "\"version\": \"2.0\"")]
    [InlineData("""{ "version": "2.0", """, "host.json cannot be read")]
    [InlineData("[]", "host.json cannot be read")]
    public void Read_WrongFile_IsAProblem(string json, string expected)
    {
        Read(json, [], out List<string> problems);

        Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(45)]
    public void Read_HubNameOfAllowedLength_IsTaken(int length)
    {
        string name = new('h', length);
        HostJson hostJson = Read($$"""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "{{name}}" } } }""", [], out List<string> problems);

        Assert.Empty(problems);
        Assert.Equal(name, hostJson.DurableTask.HubName);
    }

    [Fact]
    public async Task Start_WrongHostJsonAndSettings_AllAreReportedAtOnce()
    {
        var app = new TestApp
        {
            HostJson = """{ "version": "3.0", "logging": { "logLevel": { "default": "Loud" } } }""",
            LocalSettingsJson = """{ "IsEncrypted": true }""",
            Settings = { ["WEBSITE_TIME_ZONE"] = "Asia/Nowhere" },
            Arguments = ["--port", "70710"],
        };

        IReadOnlyList<string> problems = await app.FailToStartAsync();

        Assert.Collection(
            problems.Order(StringComparer.Ordinal),
            problem => Assert.StartsWith("--port is '70710'", problem, StringComparison.Ordinal),
            problem => Assert.EndsWith("host.json must say \"version\": \"2.0\".", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("WEBSITE_TIME_ZONE is 'Asia/Nowhere'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("host.json: logging.logLevel.default is 'Loud'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("local.settings.json is encrypted", problem, StringComparison.Ordinal));
    }

    private static HostJson Read(string? json, Dictionary<string, string?> settings, out List<string> problems)
    {
        using var folder = new TemporaryFolder();
        if (json is not null)
            folder.Write("host.json", json);
        return HostJson.Read(new AppFolder(folder.Path), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), problems = []);
    }
}
