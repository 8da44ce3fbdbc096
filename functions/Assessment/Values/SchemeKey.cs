using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>One version of a scheme, written <c>haixing.village-monthly@1</c>. A version that a cycle has used never changes.</summary>
[JsonConverter(typeof(IdJsonConverter<SchemeKey>))]
public readonly record struct SchemeKey : IId<SchemeKey>
{
    /// <summary>Makes a key of a scheme and a version.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is below 1.</exception>
    public SchemeKey(SchemeId scheme, int version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        (Scheme, Version) = (scheme, version);
    }

    /// <inheritdoc/>
    public static LocalizableString Expected => "a scheme id, '@' and a version from 1 on";

    /// <summary>The scheme.</summary>
    public SchemeId Scheme { get; }

    /// <summary>Its version, from 1 on.</summary>
    public int Version { get; }

    /// <inheritdoc/>
    public string Value => Version == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Scheme.Value}@{Version}");

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SchemeKey id)
    {
        id = default;
        var at = text?.LastIndexOf('@') ?? -1;
        if (at < 0 || !SchemeId.TryOf(text![..at], out var scheme)
            || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            return false;
        id = new(scheme, version);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
