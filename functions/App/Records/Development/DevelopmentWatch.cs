namespace Yuekao.App.Records;

/// <summary>Has a county's cohorts, rotations and reserve pool looked at every day from now on; told by the room that knows the orchestrations.</summary>
public interface IDevelopmentWatch
{
    /// <summary>Begins, unless it has begun.</summary>
    Task WatchAsync(DurableTaskClient client, CountyId county, CancellationToken cancellation);
}
