using System.Globalization;
using System.Text.RegularExpressions;

namespace Yuekao.Assessment.Loading;

/// <summary>Normalized places in a JSON document (RFC 9535): <c>$.cadres[3].post</c>, <c>$['odd name']</c>.</summary>
public static partial class JsonPath
{
    /// <summary>A member of an object.</summary>
    public static string Member(string path, string name) => Plain().IsMatch(name)
        ? $"{path}.{name}"
        : $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    /// <summary>An element of an array.</summary>
    public static string Element(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
