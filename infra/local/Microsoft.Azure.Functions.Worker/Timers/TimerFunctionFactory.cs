using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes timer functions.</summary>
internal sealed class TimerFunctionFactory(IConfiguration settings, TimeZoneInfo zone) : IFunctionFactory
{
    public Type Trigger => typeof(TimerTriggerAttribute);

    public HostedFunction? Create(DeclaredFunction function, ICollection<string> problems)
    {
        string? expression = SettingNames.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, settings, $"The schedule of {function}", problems);
        TimerSchedule? schedule = expression is null ? null : Parse(expression, function, problems);
        FunctionInvoker? invoker = CommonParameters.Bind(function, parameter => Bind(function, parameter), problems);
        return schedule is null || invoker is null ? null : new TimerFunction(function, invoker, expression!, schedule);
    }

    /// <summary>The time zone of the setting WEBSITE_TIME_ZONE, by its Windows or IANA name; UTC without the setting.</summary>
    public static TimeZoneInfo TimeZone(IConfiguration settings, ICollection<string> problems)
    {
        if (settings["WEBSITE_TIME_ZONE"] is not { Length: > 0 } name)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone))
            return zone;
        problems.Add($"WEBSITE_TIME_ZONE is '{name}', which is not a time zone of this machine. 'Asia/Shanghai' and 'China Standard Time' are examples.");
        return TimeZoneInfo.Utc;
    }

    private TimerSchedule? Parse(string expression, DeclaredFunction function, ICollection<string> problems)
    {
        try
        {
            return TimerSchedule.Parse(expression, zone);
        }
        catch (FormatException exception)
        {
            problems.Add($"The schedule of {function} is '{expression}', which is neither an NCRONTAB expression (six fields, seconds first) nor a TimeSpan: {exception.Message}");
            return null;
        }
    }

    private static ParameterBinder? Bind(DeclaredFunction function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter && parameter.ParameterType == typeof(TimerInfo) ? invocation => ValueTask.FromResult(invocation.Input) : null;
}
