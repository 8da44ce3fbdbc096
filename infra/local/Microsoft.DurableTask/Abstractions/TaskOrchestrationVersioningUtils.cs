namespace Microsoft.DurableTask.Abstractions;

/// <summary>How orchestration versions are ordered.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Compares two versions: numerically when both are dotted numbers (<c>1.10</c> is above <c>1.9</c>), as text without regard to case
    /// otherwise. No version is below every version.
    /// </summary>
    /// <param name="sourceVersion">The version to place.</param>
    /// <param name="otherVersion">The version to place it against.</param>
    /// <returns>Below zero, zero or above zero as the source is below, the same as or above the other.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool noSource = string.IsNullOrWhiteSpace(sourceVersion), noOther = string.IsNullOrWhiteSpace(otherVersion);
        if (noSource || noOther)
            return noOther.CompareTo(noSource);

        return Version.TryParse(sourceVersion, out Version? source) && Version.TryParse(otherVersion, out Version? other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
