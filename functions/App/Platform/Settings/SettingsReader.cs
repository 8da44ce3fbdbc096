using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Platform;

/// <summary>Reads settings and collects everything wrong with them, so that one start tells all.</summary>
/// <param name="configuration">The app's settings.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private const string Safe = "an absolute https address (http only on this machine)";

    private readonly List<string> problems = [];

    /// <summary>A setting that must be there.</summary>
    /// <param name="key">Its key, <c>Section:Name</c>.</param>
    /// <param name="meaning">What to set it to, for the message.</param>
    /// <returns>Its value; empty when it is missing.</returns>
    public string Required(string key, string meaning)
    {
        if (configuration[key] is { Length: > 0 } value)
            return value;
        Missing(key, meaning);
        return string.Empty;
    }

    /// <summary>Notes that a setting is not set.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="meaning">What to set it to.</param>
    public void Missing(string key, string meaning) => problems.Add($"The setting '{EnvironmentName(key)}' is not set: {meaning}.");

    /// <summary>A setting that may be missing.</summary>
    public string? Optional(string key) => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>A whole number.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">What it is when not set.</param>
    /// <param name="minimum">The least it may be, inclusive.</param>
    /// <param name="maximum">The most it may be, inclusive.</param>
    public int Number(string key, int otherwise, int minimum, int maximum)
    {
        if (Optional(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
            return number;
        Wrong(key, text, $"a whole number from {minimum} to {maximum}");
        return otherwise;
    }

    /// <summary>Yes or no.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">What it is when not set.</param>
    public bool Flag(string key, bool otherwise)
    {
        if (Optional(key) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out bool flag))
            return flag;
        Wrong(key, text, "true or false");
        return otherwise;
    }

    /// <summary>What is set under a section: the next part of each key that has a value, in order.</summary>
    public IReadOnlyList<string> Names(string section) =>
        [.. configuration.GetSection(section).GetChildren().Where(setting => setting.Value is { Length: > 0 }).Select(setting => setting.Key)];

    /// <summary>An absolute address; https, unless it is on this machine.</summary>
    /// <param name="key">Its key, for the message.</param>
    /// <param name="text">The value; empty was reported already.</param>
    public Uri? Address(string key, string text)
    {
        if (text.Length == 0)
            return null;
        Uri? address = SafeAddress(text);
        if (address is null)
            Wrong(key, text, Safe);
        return address;
    }

    /// <summary>An absolute address that may be missing and is not told to anybody; https, unless it is on this machine.</summary>
    public Uri? SecretAddress(string key)
    {
        if (Optional(key) is not { } text)
            return null;
        Uri? address = SafeAddress(text);
        if (address is null)
            Wrong(key, Safe);
        return address;
    }

    /// <summary>Notes that a setting is wrong, without its value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="right">What it must be.</param>
    public void Wrong(string key, string right) => problems.Add($"The setting '{EnvironmentName(key)}' must be {right}.");

    /// <summary>A list separated by commas; empty when not set.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="read">Reads one entry; null when it is not valid.</param>
    /// <param name="right">What it must be, for the message.</param>
    public IReadOnlyList<T> List<T>(string key, Func<string, T?> read, string right)
        where T : struct
    {
        string[] entries = (Optional(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        T?[] values = [.. entries.Select(read)];
        if (Array.Exists(values, value => value is null))
            Wrong(key, Optional(key)!, right);
        return [.. values.OfType<T>()];
    }

    /// <summary>Ends the start when anything was wrong.</summary>
    /// <exception cref="SettingsException">With every problem so far.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    private static Uri? SafeAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address : null;

    private void Wrong(string key, string text, string right) => problems.Add($"The setting '{EnvironmentName(key)}' is '{text}'; it must be {right}.");

    // As it is written in local.settings.json, in Azure and in the environment.
    private static string EnvironmentName(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>The app cannot start with its settings. Each problem is one line that says what is wrong and what would be right.</summary>
/// <param name="problems">All of them.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Problems => problems;
}
