using System.Globalization;
using System.Net;
using Microsoft.Azure.WebJobs;
using Yarp.ReverseProxy.Forwarder;
using Yuekao.Local.Host.Triggers;
using Yuekao.Local.Host.Worker;

namespace Yuekao.Local.Host.Http;

/// <summary>Serves the app's HTTP functions: each request calls its function, and is forwarded to the worker's own HTTP server, which answers it.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";
    private static readonly string[] AllMethods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    private readonly WebApplication web;
    private readonly HttpMessageInvoker toWorker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    public HttpFront(int port, Action<ILoggingBuilder> logging)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        logging(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The app limits what it reads.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting().AddHttpForwarder();
        web = builder.Build();
    }

    public Uri Address => new(web.Urls.Single());

    public void Map(Action<WebApplication> endpoints) => endpoints(web);

    /// <summary>Takes the port, and serves.</summary>
    public async Task StartAsync(WorkerChannel worker, IJobHost jobs, IConfiguration settings)
    {
        KeyValuePair<string, string?>[] headers = [.. settings.HostSection("extensions:http:customHeaders").AsEnumerable(makePathsRelative: true).Where(header => header.Value is not null)];
        web.Use((context, next) =>
        {
            foreach ((string name, string? value) in headers)
                context.Response.Headers[name] = value;
            return next(context);
        });
        string prefix = settings.HostSection("extensions:http:routePrefix").Value ?? "api";
        foreach (WorkerFunction function in worker.Functions.Values.Where(function => function.Trigger?.Type == "httpTrigger"))
        {
            FunctionBinding trigger = function.Trigger!;
            string[] methods = trigger.Texts("methods") is { Count: > 0 } declared ? [.. declared.Select(method => method.ToUpperInvariant())] : AllMethods;
            web.MapMethods($"{prefix.Trim('/')}/{(trigger.Text("route") ?? function.Name).TrimStart('/')}", methods, context => AnswerAsync(context, function.Name, trigger.Name, worker, jobs));
        }
        await web.StartAsync();
    }

    /// <summary>Takes no more requests, and waits for those that are under way.</summary>
    public Task StopAsync() => web.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        toWorker.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, string function, string parameter, WorkerChannel worker, IJobHost jobs)
    {
        var invocation = new HttpInvocation(Guid.NewGuid().ToString(), context.Request.Method, context.Request.Path, MetadataOf(context.Request));
        context.Request.Headers[InvocationHeader] = invocation.Id;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        Task call = CallAsync();
        await web.Services.GetRequiredService<IHttpForwarder>().SendAsync(
            context, worker.HttpAddress, toWorker, new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(10) }, HttpTransformer.Default, failed.Token);
        await call;

        // A call that fails before the worker saw the request would leave it waiting for ever.
        async Task CallAsync()
        {
            try
            {
                await jobs.CallAsync(function, new Dictionary<string, object> { [parameter] = invocation }, context.RequestAborted);
            }
            catch (Exception exception)
            {
                web.Logger.LogError(exception, "{Function} failed.", function);
                await failed.CancelAsync();
            }
        }
    }

    private static Dictionary<string, string?> MetadataOf(HttpRequest request)
    {
        var metadata = request.Query.ToDictionary(value => value.Key, value => (string?)value.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in request.RouteValues)
            metadata[name] = Convert.ToString(value, CultureInfo.InvariantCulture);
        return metadata;
    }
}
