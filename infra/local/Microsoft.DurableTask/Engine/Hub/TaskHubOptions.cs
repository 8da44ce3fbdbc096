using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Local;

/// <summary>How a task hub works.</summary>
internal sealed record TaskHubOptions
{
    private const int MaxInlinePayload = 60 * 1024;

    /// <summary>The hub's name: it begins the names of its tables and containers.</summary>
    /// <value>3 to 45 letters and digits, a letter first.</value>
    public required string HubName
    {
        get;
        init => field = IsValidName(value) ? value : throw new ArgumentException(
            $"'{value}' is no task hub name: it takes 3 to 45 letters and digits (A-Z, a-z, 0-9) and begins with a letter.", nameof(HubName));
    }

    /// <summary>How many activities run at once.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How many orchestrators take a step at once. Waiting instances do not count.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>The version of instances that are started without one; unversioned when not given.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Payloads above this many bytes of UTF-8 are stored in a blob of their own. At most 60 KB.</summary>
    public int LargePayloadThreshold
    {
        get;
        init => field = value is >= 0 and <= MaxInlinePayload
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LargePayloadThreshold), value, $"A payload in a row takes 0 to {MaxInlinePayload} bytes.");
    }
    = MaxInlinePayload;

    /// <summary>How long a host that stopped renewing keeps the hub. 15 to 60 seconds, as blob leases go.</summary>
    public TimeSpan LeaseDuration
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(15) && value <= TimeSpan.FromSeconds(60)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LeaseDuration), value, "A lease takes 15 to 60 seconds.");
    }
    = TimeSpan.FromSeconds(15);

    /// <summary>How long a starting host waits for the hub while another one holds it.</summary>
    public TimeSpan TakeoverTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Writes and reads payloads.</summary>
    public DataConverter Converter { get; init; } = JsonDataConverter.Default;

    private static bool IsValidName(string? name) =>
        name is { Length: >= 3 and <= 45 } && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
}
