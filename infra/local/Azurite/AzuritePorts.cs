using System.Net;
using System.Net.Sockets;

namespace Yuekao.Local.Azurite;

/// <summary>The three loopback ports of an Azurite.</summary>
/// <param name="Blob">Blob service.</param>
/// <param name="Queue">Queue service, where Durable Functions has its messages.</param>
/// <param name="Table">Table service.</param>
public readonly record struct AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>The ports behind <c>UseDevelopmentStorage=true</c>.</summary>
    public static AzuritePorts Default { get; } = new(10000, 10001, 10002);

    /// <summary>Three ports that nothing listens on at this moment.</summary>
    public static AzuritePorts Free()
    {
        TcpListener[] held = [.. Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in held)
            listener.Start();
        int[] ports = [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in held)
            listener.Dispose();
        return new(ports[0], ports[1], ports[2]);
    }
}
