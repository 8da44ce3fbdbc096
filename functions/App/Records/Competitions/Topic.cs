namespace Yuekao.App.Records;

/// <summary>What is competed on in a period (选题): a township's secretaries on the township's own, or all on the county's.</summary>
public sealed record Topic : Revised
{
    /// <summary>The township whose topic it is, or <c>county</c>.</summary>
    public required PoolId Pool { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Sets a topic, or replaces it; the same again leaves it as it is.</summary>
    public static Topic Of(PoolId pool, TopicRequest asked, Topic? before, Caller by, DateTimeOffset at) => before?.Text == asked.Text
        ? before
        : new Topic { Pool = pool, Text = asked.Text, At = at, By = by.Id, ByName = by.Name, Revision = (before?.Revision ?? 0) + 1, ETag = before?.ETag ?? default };
}

/// <param name="Text">1 to 200 characters on one line.</param>
public sealed record TopicRequest(string Text);
