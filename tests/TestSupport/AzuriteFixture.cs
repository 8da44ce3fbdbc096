using Xunit;
using Yuekao.Local.Azurite;

namespace Yuekao.TestSupport;

/// <summary>
/// A real Azurite on free ports, in memory, for one test assembly: <c>[assembly: AssemblyFixture(typeof(AzuriteFixture))]</c>.
/// Tests keep apart by names (tables, hubs, containers) of their own: see <see cref="UniqueName"/>.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Attempts = 3;

    private readonly string location = Directory.CreateTempSubdirectory("yuekao-azurite-").FullName;
    private AzuriteServer? server;

    /// <summary>The connection string of its account.</summary>
    public string ConnectionString => server!.ConnectionString;

    /// <summary>The running server.</summary>
    public AzuriteServer Server => server!;

    /// <summary>A name of letters and digits that no other test uses: fit for a table, a task hub, and in lower case a container.</summary>
    public static string UniqueName(string prefix = "t") => $"{prefix}{Guid.NewGuid():N}"[..Math.Min(32, prefix.Length + 16)];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        for (int attempt = 1; server is null; attempt++)
        {
            var options = new AzuriteOptions { Location = location, Ports = AzuritePorts.Free(), InMemory = true, EndWithParent = true };
            try
            {
                server = await AzuriteServer.StartAsync(options, TestContext.Current.SendDiagnosticMessage);
            }
            catch (AzuriteException) when (attempt < Attempts)
            {
                // Another process took one of the free ports in the meantime.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        Directory.Delete(location, recursive: true);
    }
}
