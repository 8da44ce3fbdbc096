using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yuekao.Local.Host;
using Yuekao.Local.Host.Durable;

namespace Yuekao.Local;

/// <summary><c>/local/clock</c>: tells the driven time, and moves it forward; a time that has passed moves nothing.</summary>
internal static class ClockEndpoints
{
    private const string Route = "local/clock";

    public static void Map(IEndpointRouteBuilder web, TimeProvider clock, HubTime time)
    {
        web.MapGet(Route, TellAsync);
        web.MapPut(Route, async (DateTimeOffset? to, double? days, bool? steps, CancellationToken cancellation) =>
        {
            to ??= days is { } more ? clock.GetUtcNow().AddDays(more) : null;
            if (to is null)
                return Results.Problem("Say to=<time> or days=<number>; steps=true stops at each timer on the way.", statusCode: 400);
            try
            {
                await time.MoveAsync(to.Value, steps ?? false, cancellation);
                return Results.Json(await TellAsync(cancellation));
            }
            catch (LocalHostException exception)
            {
                return Results.Problem(exception.Message, statusCode: 409);
            }
        });

        async Task<object> TellAsync(CancellationToken cancellation) => new
        {
            now = clock.GetUtcNow(),
            atRest = await time.IsAtRestAsync(cancellation),
            timers = time.Pending.Count,
            next = time.Pending is [var next, ..] ? next : null,
        };
    }
}
