using Yuekao.Assessment.Values;

namespace Yuekao.Assessment;

/// <summary>The schemes that come with the library, from its <c>schemes</c> folder.</summary>
public static class SchemeCatalog
{
    private const string Folder = "schemes/";

    private static readonly Lazy<IReadOnlyList<Scheme>> Loaded = new(() => [.. ReadAll()]);

    /// <summary>Every scheme and version, by id and then by version.</summary>
    public static IReadOnlyList<Scheme> All => Loaded.Value;

    /// <summary>Finds one version of a scheme.</summary>
    /// <returns>The scheme, or null where the library has none.</returns>
    public static Scheme? Find(SchemeKey key) => All.FirstOrDefault(scheme => scheme.Key == key);

    /// <summary>Finds the newest version of a scheme.</summary>
    /// <returns>The scheme, or null where the library has none.</returns>
    public static Scheme? Latest(SchemeId id) => All.LastOrDefault(scheme => scheme.Document.Id == id);

    private static IEnumerable<Scheme> ReadAll()
    {
        var assembly = typeof(SchemeCatalog).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Scheme.Load(ReadBytes(assembly.GetManifestResourceStream(name)!)).Required())
            .OrderBy(scheme => scheme.Document.Id.Value, StringComparer.Ordinal)
            .ThenBy(scheme => scheme.Document.Version);
    }

    private static byte[] ReadBytes(Stream stream)
    {
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
