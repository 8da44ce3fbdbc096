using Azure;
using Azure.Storage.Blobs;
using Microsoft.IdentityModel.Tokens;

namespace Yuekao.App.Platform;

/// <summary>Tells a load balancer whether to send requests here, and a supervisor whether to start the app anew.</summary>
public sealed class HealthEndpoints(Readiness readiness)
{
    [Function(nameof(GetLiveness))]
    [PublicAccess]
    [Operation("Whether the app answers at all.")]
    [Answers(StatusCodes.Status200OK, typeof(HealthStatus))]
    public static IActionResult GetLiveness([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        new OkObjectResult(new HealthStatus("live"));

    [Function(nameof(GetReadiness))]
    [PublicAccess]
    [Operation("Whether the app's storage and its token issuer answer.")]
    [Answers(StatusCodes.Status200OK, typeof(HealthStatus))]
    public async Task<IActionResult> GetReadiness(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellation)
    {
        await readiness.RequireAsync(cancellation);
        return new OkObjectResult(new HealthStatus("ready"));
    }
}

/// <summary><c>live</c> or <c>ready</c>.</summary>
public sealed record HealthStatus(string Status);

/// <summary>What the app cannot work without.</summary>
public sealed class Readiness(TableServiceClient tables, BlobServiceClient blobs, BaseConfigurationManager issuer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="ProblemException">Unavailable: with those that do not answer.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        (string Name, Task<bool> Answers)[] checks =
        [
            ("tables", AnswersAsync(() => tables.QueryAsync(maxPerPage: 1, cancellationToken: limit.Token).FirstOrDefaultAsync(limit.Token).AsTask())),
            ("blobs", AnswersAsync(() => blobs.GetPropertiesAsync(limit.Token))),
            ("issuer", AnswersAsync(() => issuer.GetBaseConfigurationAsync(limit.Token))),
        ];
        await Task.WhenAll(checks.Select(check => check.Answers));
        string[] silent = [.. checks.Where(check => !check.Answers.Result).Select(check => check.Name)];
        cancellation.ThrowIfCancellationRequested();
        if (silent.Length > 0)
            throw new ProblemException(ProblemType.Unavailable, $"No answer from: {string.Join(", ", silent)}.");
    }

    private static async Task<bool> AnswersAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }
}
