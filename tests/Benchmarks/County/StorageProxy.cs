using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Yuekao.Benchmarks.County;

/// <summary>
/// Stands between an app and Azurite, and notes each call to tables and blobs. A call's signature is over its path and not over host and port, so it passes
/// unchanged. Queues are the task hub's alone and are left direct. A third port takes telemetry and forgets it.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly AsItCame Untouched = new();

    private readonly WebApplication app;
    private readonly HttpMessageInvoker invoker;
    private readonly ConcurrentQueue<StorageCall> calls;

    private StorageProxy(WebApplication app, HttpMessageInvoker invoker, ConcurrentQueue<StorageCall> calls, string connection, Uri sink) =>
        (this.app, this.invoker, this.calls, Connection, Sink) = (app, invoker, calls, connection, sink);

    /// <summary>The connection string of the storage behind it.</summary>
    public string Connection { get; }

    /// <summary>Where telemetry may go.</summary>
    public Uri Sink { get; }

    /// <summary>The calls since the last reset.</summary>
    public IReadOnlyList<StorageCall> Calls => [.. calls];

    /// <summary>Starts it in front of a storage.</summary>
    public static async Task<StorageProxy> StartAsync(string connection)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            for (int port = 0; port < 3; port++)
                kestrel.Listen(IPAddress.Loopback, 0);
        });
        WebApplication built = builder.Build();
        var onward = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var noted = new ConcurrentQueue<StorageCall>();
        (Uri Blobs, Uri Tables) real = (EndpointOf(connection, "BlobEndpoint"), EndpointOf(connection, "TableEndpoint"));
        Uri[] ports = [];
        IHttpForwarder forwarder = built.Services.GetRequiredService<IHttpForwarder>();
        built.Run(async context =>
        {
            if (context.Connection.LocalPort == ports[2].Port)
                return;
            bool isTable = context.Connection.LocalPort == ports[1].Port;
            noted.Enqueue(await NoteAsync(isTable ? StorageKind.Table : StorageKind.Blob, context.Request));
            await forwarder.SendAsync(context, (isTable ? real.Tables : real.Blobs).GetLeftPart(UriPartial.Authority), onward, ForwarderRequestConfig.Empty, Untouched);
        });
        await built.StartAsync();
        ports = [.. built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        string through = connection
            .Replace(real.Blobs.GetLeftPart(UriPartial.Authority), ports[0].GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace(real.Tables.GetLeftPart(UriPartial.Authority), ports[1].GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        return new StorageProxy(built, onward, noted, through, ports[2]);
    }

    /// <summary>Forgets the calls so far.</summary>
    public void Reset() => calls.Clear();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        invoker.Dispose();
    }

    // Rows and turns stand in bodies of tables only; those are short enough to be held.
    private static async Task<StorageCall> NoteAsync(StorageKind kind, HttpRequest request)
    {
        if (kind == StorageKind.Blob || request.ContentLength is null or 0)
            return StorageCall.Of(kind, request, []);
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        request.Body = body;
        return StorageCall.Of(kind, request, body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private static Uri EndpointOf(string connection, string name) =>
        new(connection.Split(';').Select(part => part.Split('=', 2)).Single(part => part[0] == name)[1]);

    // The signature is over the path as it was encoded.
    private sealed class AsItCame : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            string target = httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            proxyRequest.RequestUri = new Uri(destinationPrefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }
    }
}
