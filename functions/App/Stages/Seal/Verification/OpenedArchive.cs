using System.IO.Compression;

namespace Yuekao.App.Stages.Seal;

/// <summary>The entries of an archive, held against its manifest.</summary>
internal sealed class OpenedArchive
{
    private readonly ArchiveFindings findings;
    private readonly Dictionary<string, byte[]> entries = [];
    private readonly HashSet<string> read = [ArchivePaths.Manifest];

    /// <summary>Opens an archive, and checks that it has what its manifest says, byte for byte, and nothing else.</summary>
    public OpenedArchive(byte[] archive, ArchiveFindings findings)
    {
        this.findings = findings;
        findings.Try("archive", "It is not a whole zip file", () => Unzip(archive));
        Manifest = Read<ArchiveManifest>(ArchivePaths.Manifest);
        if (Manifest is not null)
            findings.Try(ArchivePaths.Manifest, "It cannot be followed", () => CheckManifest(Manifest));
    }

    /// <summary>The manifest; null where it is missing or cannot be read.</summary>
    public ArchiveManifest? Manifest { get; }

    /// <summary>The manifest's SHA-256; null where there is none.</summary>
    public string? Seal => entries.TryGetValue(ArchivePaths.Manifest, out byte[]? manifest) ? Digest.Of(manifest).ToString() : null;

    public IEnumerable<string> Under(string folder) => entries.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public bool Has(string path) => entries.ContainsKey(path);

    /// <summary>The bytes of an entry that must be there; null, and a finding, where it is not.</summary>
    public byte[]? ReadBytes(string path)
    {
        read.Add(path);
        if (entries.TryGetValue(path, out byte[]? content))
            return content;
        findings.Add(path, "The entry is missing.");
        return null;
    }

    /// <summary>An entry that must be there; null, and a finding, where it is not or cannot be read.</summary>
    public T? Read<T>(string path)
        where T : class => ReadBytes(path) is { } json ? findings.Try(path, "It cannot be read", () => Parse<T>(json)) : null;

    /// <summary>A member of an entry that was read before, as it is written there; null where it is left out.</summary>
    public JsonElement? Member(string path, string name)
    {
        using JsonDocument document = JsonDocument.Parse(entries[path]);
        return document.RootElement.TryGetProperty(name, out JsonElement member) ? member.Clone() : null;
    }

    /// <summary>Reports the entries that nothing asked for: they are no part of a cycle's archive.</summary>
    public void ReportUnread()
    {
        foreach (string path in Under("").Where(path => !read.Contains(path)))
            findings.Add(path, "The entry does not belong to the cycle.");
    }

    private OpenedArchive Unzip(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            findings.Try(entry.FullName, "It cannot be unpacked", () =>
            {
                using Stream stream = entry.Open();
                if (!entries.TryAdd(entry.FullName, BinaryData.FromStream(stream).ToArray()))
                    findings.Add(entry.FullName, "The entry is there twice.");
                return this;
            });
        }

        return this;
    }

    private OpenedArchive CheckManifest(ArchiveManifest manifest)
    {
        findings.Require($"{ArchivePaths.Manifest} $.format", "The format is not known.", ArchiveManifest.CurrentFormat, manifest.Format);
        var listed = new HashSet<string>();
        foreach (ArchiveEntry entry in manifest.Entries)
        {
            if (!listed.Add(entry.Path))
                findings.Add(ArchivePaths.Manifest, $"'{entry.Path}' is listed twice.");
            else if (!entries.TryGetValue(entry.Path, out byte[]? content))
                findings.Add(entry.Path, "The manifest lists the entry, and it is missing.");
            else if (ArchiveEntry.Of(entry.Path, content) is var found && found != entry)
                findings.Add(entry.Path, "It is not what the manifest says.", $"{entry.Bytes} bytes, SHA-256 {entry.Sha256}", $"{found.Bytes} bytes, SHA-256 {found.Sha256}");
        }

        foreach (string path in Under("").Where(path => path != ArchivePaths.Manifest && !listed.Contains(path)))
            findings.Add(path, "The manifest does not list the entry.");
        return this;
    }

    private static T Parse<T>(byte[] json)
        where T : class => JsonSerializer.Deserialize<T>(json, DocumentJson.Options) ?? throw new InvalidDataException("It is null.");
}
