using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Yuekao.App.Tests.Stages.Seal;

/// <summary>Tampers with an archive, as somebody would who can write to its storage.</summary>
internal sealed class ArchiveEditor
{
    private readonly List<(string Path, byte[] Bytes)> entries = [];

    public ArchiveEditor(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            entries.Add((entry.FullName, BinaryData.FromStream(stream).ToArray()));
        }
    }

    public IReadOnlyList<string> Paths => [.. entries.Select(entry => entry.Path)];

    public string Text(string path) => Encoding.UTF8.GetString(entries.Single(entry => entry.Path == path).Bytes);

    public JsonNode Json(string path) => JsonNode.Parse(Text(path))!;

    public ArchiveEditor Change(string path, Action<JsonNode> change)
    {
        JsonNode json = Json(path);
        change(json);
        return Put(path, json.ToJsonString());
    }

    public ArchiveEditor Put(string path, string text)
    {
        int index = entries.FindIndex(entry => entry.Path == path);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (index < 0)
            entries.Add((path, bytes));
        else
            entries[index] = (path, bytes);
        return this;
    }

    public ArchiveEditor Remove(string path)
    {
        entries.RemoveAll(entry => entry.Path == path);
        return this;
    }

    /// <summary>Makes the manifest fit what was done.</summary>
    public ArchiveEditor Cover()
    {
        ArchiveManifest manifest = JsonSerializer.Deserialize<ArchiveManifest>(Text(ArchivePaths.Manifest), DocumentJson.Options)!;
        ArchiveEntry[] covered = [.. entries.Where(entry => entry.Path != ArchivePaths.Manifest).Select(entry => ArchiveEntry.Of(entry.Path, entry.Bytes))];
        return Put(ArchivePaths.Manifest, JsonSerializer.Serialize(manifest with { Entries = covered }, DocumentJson.Options));
    }

    public byte[] Zip() => ArchivePacker.Zip(entries);
}
