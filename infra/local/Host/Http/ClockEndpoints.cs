using Yuekao.Local.Host.Durable;

namespace Yuekao.Local.Host.Http;

/// <summary><c>/local/clock</c>: tells the driven time, and moves it forward; a time that has passed moves nothing.</summary>
internal static class ClockEndpoints
{
    private const string Route = "local/clock";

    public static void Map(WebApplication web, DrivenClock clock, HubTime time)
    {
        web.MapGet(Route, async (CancellationToken cancellation) => Results.Json(await TellAsync(clock, time, cancellation)));
        web.MapPut(Route, async (DateTimeOffset? to, double? days, bool? steps, CancellationToken cancellation) =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            if ((to ?? (days is { } more ? now.AddDays(more) : null)) is not { } target)
                return Results.Problem("Say to=<time> or days=<number>; steps=true stops at each timer on the way.", statusCode: StatusCodes.Status400BadRequest);
            try
            {
                await time.MoveAsync(target, steps ?? false, cancellation);
                return Results.Json(await TellAsync(clock, time, cancellation));
            }
            catch (HubTimeException exception)
            {
                return Results.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
            }
        });
    }

    private static async Task<object> TellAsync(DrivenClock clock, HubTime time, CancellationToken cancellation) =>
        new { now = clock.GetUtcNow(), atRest = await time.IsAtRestAsync(cancellation), timers = time.Pending.Count, next = time.Pending is [var next, ..] ? next : null };
}
