using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The setting by which an app runs at another time than the real one.</summary>
internal static class ClockSetting
{
    public const string Name = "YUEKAO_CLOCK";

    /// <summary>What a time must be, for messages.</summary>
    public const string Rule = "an ISO 8601 time with its offset, such as 2026-10-25T08:00:00+08:00, up to the year 9998";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A clock that starts at the setting's time, or null when it is not set or is no time.</summary>
    /// <param name="settings">The app's settings.</param>
    /// <param name="problems">Takes a line when it is no time.</param>
    public static ShiftedClock? Read(IConfiguration settings, ICollection<string> problems)
    {
        if (settings[Name] is not { Length: > 0 } text)
            return null;
        if (TryParse(text, out DateTimeOffset start))
            return new ShiftedClock(start);
        problems.Add($"{Name} is '{text}'; it must be {Rule}.");
        return null;
    }

    /// <summary>Reads a time that a clock can be set to.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        // Without an offset it would be read as a local time.
        bool hasOffset = text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _];
        return hasOffset && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && time <= ShiftedClock.Latest;
    }
}
