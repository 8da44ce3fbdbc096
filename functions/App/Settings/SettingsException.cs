namespace Yuekao.App.Settings;

/// <summary>The app cannot start with its settings. Each problem is one line that says what is wrong and what would be right.</summary>
/// <param name="problems">All of them.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Problems => problems;
}
