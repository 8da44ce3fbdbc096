using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Support;

/// <summary>An app made of some types of this assembly, with settings of its own, on a free port.</summary>
internal sealed class TestApp(params Type[] functions)
{
    /// <summary>Its settings, in place of environment variables.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Its host.json; none when null.</summary>
    public string? HostJson { get; init; }

    /// <summary>Its local.settings.json; none when null.</summary>
    public string? LocalSettingsJson { get; init; }

    /// <summary>Its command line.</summary>
    public string[] Arguments { get; init; } = ["--port", "0"];

    /// <summary>What its Program.cs does.</summary>
    public Action<FunctionsApplicationBuilder> Configure { get; init; } = builder => builder.ConfigureFunctionsWebApplication();

    /// <summary>What it logs.</summary>
    public LogRecorder Log { get; } = new();

    /// <summary>What differs from an app outside of tests.</summary>
    public Func<LocalHostOptions, LocalHostOptions> Options { get; init; } = options => options;

    /// <summary>Builds the host.</summary>
    public IHost Build()
    {
        using var folder = new TemporaryFolder();
        if (HostJson is not null)
            folder.Write("host.json", HostJson);
        if (LocalSettingsJson is not null)
            folder.Write("local.settings.json", LocalSettingsJson);
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(Arguments, Options(new LocalHostOptions
        {
            FunctionTypes = () => functions,
            Folder = new AppFolder(folder.Path),
            Environment = Settings,
            ThrowOnStartupFailure = true,
        }));
        builder.Logging.ClearProviders().AddProvider(Log);
        Configure(builder);
        return builder.Build();
    }

    /// <summary>Builds and starts the host.</summary>
    public async Task<RunningApp> StartAsync()
    {
        IHost host = Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new RunningApp(host, Log);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    /// <summary>The problems that keep the app from starting.</summary>
    public async Task<IReadOnlyList<string>> FailToStartAsync()
    {
        HostStartupException exception = await Assert.ThrowsAsync<HostStartupException>(async () =>
        {
            await using RunningApp app = await StartAsync();
        });
        return exception.Problems;
    }
}
