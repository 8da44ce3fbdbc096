using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Platform;

/// <summary>Reads settings and collects everything wrong with them, so that one start tells all. Keys are <c>Section:Name</c>.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private const string Safe = "an absolute https address (http only on this machine)";

    private readonly List<string> problems = [];

    /// <summary>A setting that must be there: empty when it is missing, which is reported with what to set it to.</summary>
    public string Required(string key, string meaning)
    {
        if (Optional(key) is null)
            Missing(key, meaning);
        return Optional(key) ?? string.Empty;
    }

    public void Missing(string key, string meaning) => problems.Add($"The setting '{EnvironmentName(key)}' is not set: {meaning}.");

    public string? Optional(string key) => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>A whole number; both bounds are inclusive.</summary>
    public int Number(string key, int otherwise, int minimum, int maximum) => Read<int>(key, $"a whole number from {minimum} to {maximum}", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum ? number : null) ?? otherwise;

    public bool Flag(string key, bool otherwise) => Read<bool>(key, "true or false", text => bool.TryParse(text, out bool flag) ? flag : null) ?? otherwise;

    /// <summary>What is set under a section: the next part of each key that has a value, in order.</summary>
    public IReadOnlyList<string> Names(string section) =>
        [.. configuration.GetSection(section).GetChildren().Where(setting => setting.Value is { Length: > 0 }).Select(setting => setting.Key)];

    /// <summary>The next part of each key under a section, in order, where anything is set below it.</summary>
    public IReadOnlyList<string> Sections(string section) => [.. configuration.GetSection(section).GetChildren().Where(HasValue).Select(child => child.Key)];

    /// <summary>An absolute address; https, unless it is on this machine. An empty one was reported already.</summary>
    public Uri? Address(string key, string text)
    {
        Uri? address = SafeAddress(text);
        if (address is null && text.Length > 0)
            Wrong(key, text, Safe);
        return address;
    }

    /// <summary>An absolute address that may be missing and is not told to anybody; https, unless it is on this machine.</summary>
    public Uri? SecretAddress(string key)
    {
        Uri? address = SafeAddress(Optional(key));
        if (address is null && Optional(key) is not null)
            Wrong(key, Safe);
        return address;
    }

    /// <summary>Notes that a setting is wrong, without its value.</summary>
    public void Wrong(string key, string right) => problems.Add($"The setting '{EnvironmentName(key)}' must be {right}.");

    /// <summary>A list separated by commas; empty when not set. An entry that cannot be read is null.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<string, T?> read, string right) where T : struct
    {
        string[] entries = (Optional(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        T?[] values = [.. entries.Select(read)];
        if (Array.Exists(values, value => value is null))
            Wrong(key, Optional(key)!, right);
        return [.. values.OfType<T>()];
    }

    /// <exception cref="SettingsException">With every problem so far.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    private T? Read<T>(string key, string right, Func<string, T?> read) where T : struct
    {
        if (Optional(key) is not { } text)
            return null;
        T? value = read(text);
        if (value is null)
            Wrong(key, text, right);
        return value;
    }

    private static bool HasValue(IConfigurationSection section) =>
        section.GetChildren().ToArray() is { Length: > 0 } children ? children.Any(HasValue) : section.Value is { Length: > 0 };

    private static Uri? SafeAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address : null;

    private void Wrong(string key, string text, string right) => problems.Add($"The setting '{EnvironmentName(key)}' is '{text}'; it must be {right}.");

    // As it is written in local.settings.json, in Azure and in the environment.
    private static string EnvironmentName(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>The app cannot start with its settings. Each problem is one line that says what is wrong and what would be right.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
