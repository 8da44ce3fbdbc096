using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests.Settings;

public sealed class SettingsTests
{
    private const string Local = """
        {
          "IsEncrypted": false,
          "Values": { "Both": "file", "Only": "file", "Nested__Key": "a", "Nested:Other": "b", "Flag": true },
          "ConnectionStrings": { "Reports": "here" },
          "Host": { "LocalHttpPort": 7999 }
        }
        """;

    public sealed class Functions(IConfiguration settings)
    {
        [Function("setting")]
        public string? Setting([HttpTrigger] HttpRequest request, string name) => settings[name];
    }

    [Theory]
    [InlineData("Only", "file")]
    [InlineData("Both", "environment")]
    [InlineData("Nested:Key", "a")]
    [InlineData("Nested:Other", "b")]
    [InlineData("Flag", "True")]
    [InlineData("ConnectionStrings:Reports", "here")]
    [InlineData("From:Environment", "yes")]
    [InlineData("Argument", "given")]
    public async Task Configuration_LocalSettingsEnvironmentAndArguments_AreMergedInThatOrder(string name, string expected)
    {
        await using RunningApp app = await new TestApp(typeof(Functions))
        {
            LocalSettingsJson = Local,
            Settings = { ["Both"] = "environment", ["From__Environment"] = "yes", ["Argument"] = "environment" },
            Arguments = ["--port", "0", "--Argument", "given"],
        }.StartAsync();

        Assert.Equal(expected, await app.GetStringAsync($"api/setting?name={name}"));
    }

    [Fact]
    public async Task Configuration_IsThereWhileTheAppIsBuilt()
    {
        string? seen = null;
        await using RunningApp app = await new TestApp(typeof(Functions))
        {
            LocalSettingsJson = Local,
            Configure = builder => seen = builder.ConfigureFunctionsWebApplication().Configuration["Only"],
        }.StartAsync();

        Assert.Equal("file", seen);
    }

    [Theory]
    [InlineData(null, "Development")]
    [InlineData("Production", "Production")]
    public void Environment_IsDevelopmentUnlessTheSettingSaysOtherwise(string? setting, string expected)
    {
        string? environment = null;
        using IHost host = new TestApp
        {
            Settings = { ["AZURE_FUNCTIONS_ENVIRONMENT"] = setting },
            Configure = builder => environment = builder.Environment.EnvironmentName,
        }.Build();

        Assert.Equal(expected, environment);
    }

    [Theory]
    [InlineData(null, null, null, null, "http://127.0.0.1:7071")]
    [InlineData(null, null, null, "7999", "http://127.0.0.1:7999")]
    [InlineData(null, null, "http://0.0.0.0:80;http://[::]:80", "7999", "http://0.0.0.0:80;http://[::]:80")]
    [InlineData(null, "7002", "http://0.0.0.0:80", "7999", "http://127.0.0.1:7002")]
    [InlineData("7001", "7002", "http://0.0.0.0:80", "7999", "http://127.0.0.1:7001")]
    [InlineData("0", "7002", null, null, "http://127.0.0.1:0")]
    [InlineData("65535", null, null, null, "http://127.0.0.1:65535")]
    public void ListenAddress_SeveralSources_TheNearestCounts(string? argument, string? port, string? urls, string? local, string expected)
    {
        var problems = new List<string>();
        IConfigurationRoot settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["FUNCTIONS_HTTP_PORT"] = port, ["ASPNETCORE_URLS"] = urls, ["PORT"] = "1" }).Build();

        Assert.Equal(expected, ListenAddress.Resolve(argument is null ? [] : ["--port", argument], settings, local, problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    [InlineData("")]
    public void ListenAddress_NotAPort_IsAProblem(string port)
    {
        var problems = new List<string>();
        ListenAddress.Resolve(["--port", port], new ConfigurationBuilder().Build(), null, problems);

        Assert.StartsWith($"--port is '{port}'", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("usedevelopmentstorage=true;", true)]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1", false)]
    [InlineData(null, false)]
    public void StorageConnection_Development_IsTold(string? connection, bool expected) => Assert.Equal(expected, StorageConnection.IsDevelopment(connection));
}
