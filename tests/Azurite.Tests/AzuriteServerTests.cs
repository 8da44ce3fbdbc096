using System.Net;
using System.Net.Sockets;

namespace Yuekao.Local.Azurite.Tests;

public sealed class AzuriteServerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-azurite-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task StartAsync_NothingListens_StartsAndStopsOnDispose()
    {
        AzuriteOptions options = Options();

        AzuriteServer server = await AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken);
        Assert.True(server.Started);
        Assert.Equal(AzuriteProbe.Answer.Azurite, await AzuriteProbe.AskAsync(options.Ports.Blob, TestContext.Current.CancellationToken));

        await server.DisposeAsync();
        Assert.Equal(AzuriteProbe.Answer.Nothing, await AzuriteProbe.AskAsync(options.Ports.Blob, TestContext.Current.CancellationToken));
        Assert.Equal(AzuriteProbe.Answer.Nothing, await AzuriteProbe.AskAsync(options.Ports.Table, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartAsync_AzuriteListensAlready_UsesItAndLeavesItRunning()
    {
        AzuriteOptions options = Options();
        await using AzuriteServer first = await AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken);

        await using (AzuriteServer second = await AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken))
        {
            Assert.False(second.Started);
            Assert.Equal(first.ConnectionString, second.ConnectionString);
        }

        Assert.Equal(AzuriteProbe.Answer.Azurite, await AzuriteProbe.AskAsync(options.Ports.Table, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartAsync_PortInUseByAnotherProgram_SaysWhichInOneLine()
    {
        AzuriteOptions options = Options();
        using var other = new TcpListener(IPAddress.Loopback, options.Ports.Table);
        other.Start();
        Task answered = AnswerOnceAsync(other);

        AzuriteException exception = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken));

        await answered;
        AssertOneLine($"Port {options.Ports.Table} is in use by a program that is not Azurite", exception);
    }

    [Fact]
    public async Task StartAsync_AzuriteWithoutQueues_SaysWhatIsNeededInOneLine()
    {
        AzuriteOptions options = Options();
        await using AzuriteServer running = await AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken);
        AzuritePorts partly = options.Ports with { Queue = AzuritePorts.Free().Queue };

        AzuriteException exception = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteServer.StartAsync(options with { Ports = partly }, Ignore, TestContext.Current.CancellationToken));

        AssertOneLine($"only part of the ports {partly.Blob} (blobs), {partly.Queue} (queues) and {partly.Table} (tables)", exception);
    }

    [Fact]
    public async Task StartAsync_NodeMissing_SaysWhatToInstallInOneLine()
    {
        AzuriteException exception = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteServer.StartAsync(Options() with { Node = Path.Combine(folder, "no-such-node") }, Ignore, TestContext.Current.CancellationToken));

        AssertOneLine("Azurite needs Node.js", exception);
    }

    [Theory]
    [InlineData("v18.20.4", "Node.js v18.20.4 is too old")]
    [InlineData("v19.9.0", "Node.js v19.9.0 is too old")]
    [InlineData("hello", "answered 'hello', which is no Node.js version")]
    public async Task StartAsync_NodeOldOrStrange_SaysSoInOneLine(string answer, string expected)
    {
        string node = FakeCommand.Create(folder, "node", answer);

        AzuriteException exception = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteServer.StartAsync(Options() with { Node = node }, Ignore, TestContext.Current.CancellationToken));

        AssertOneLine(expected, exception);
    }

    [Fact]
    public async Task StartAsync_NpmRegistryBroken_SaysSoInOneLineAndTriesAgainNextTime()
    {
        string packageFolder = CopyOfPackage();
        string npm = FakeCommand.Create(folder, "npm", "npm error code ECONNREFUSED", exitCode: 1);
        AzuriteOptions options = Options() with { PackageFolder = packageFolder, Npm = npm };

        for (int attempt = 0; attempt < 2; attempt++)
        {
            AzuriteException exception = await Assert.ThrowsAsync<AzuriteException>(
                () => AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken));
            AssertOneLine("npm could not install Azurite (exit code 1): code ECONNREFUSED", exception);
        }
    }

    [Fact]
    public async Task StartAsync_LogsOfAzurite_StayOutOfTheTerminal()
    {
        AzuriteOptions options = Options();
        await using AzuriteServer server = await AzuriteServer.StartAsync(options, Ignore, TestContext.Current.CancellationToken);

        Assert.Contains("Table service is successfully listening", await ReadSharedAsync(AzuriteProcess.LogFile(options)), StringComparison.Ordinal);
    }

    private AzuriteOptions Options() => new()
    {
        Location = Path.Combine(folder, "data"),
        Ports = AzuritePorts.Free(),
        InMemory = true,
        EndWithParent = true,
    };

    private string CopyOfPackage()
    {
        string copy = Directory.CreateDirectory(Path.Combine(folder, "package")).FullName;
        foreach (string file in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(RepositoryFolders.Package, file), Path.Combine(copy, file));
        return copy;
    }

    private static void Ignore(string line)
    {
    }

    private static void AssertOneLine(string expected, AzuriteException exception)
    {
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    private static async Task AnswerOnceAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nServer: other\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
