using System.IO.Compression;

namespace Yuekao.App.Platform;

/// <summary>
/// A record in a table row: as JSON text where it is short, else compressed in pieces, for a property holds at most 64 KiB and a row 1 MiB.
/// What is queried by more than its key has columns of its own beside it.
/// </summary>
internal static class JsonRow
{
    // What is left of a row is for the rest.
    private const int MaximumBytes = 900 * 1024;
    private const string Text = "Json";
    private const string Piece = "Data";
    private const string Pieces = "Pieces";
    private const int LongestText = 30_000;
    private const int PieceBytes = 63 * 1024;

    /// <exception cref="InvalidDataException">The record is too large for a row.</exception>
    public static TableEntity Of<T>(string partition, string row, T record) => Put(new TableEntity(partition, row), record);

    /// <summary>Puts a record into a row that has other columns.</summary>
    /// <exception cref="InvalidDataException">The record is too large for a row.</exception>
    public static TableEntity Put<T>(TableEntity entity, T record)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, DocumentJson.Options);
        if (json.Length <= LongestText)
        {
            entity[Text] = System.Text.Encoding.UTF8.GetString(json);
            return entity;
        }

        byte[] packed = Gzip.Pack(json);
        if (packed.Length > MaximumBytes)
            throw new InvalidDataException($"A record of {packed.Length} bytes does not fit a row: at most {MaximumBytes} do.");
        byte[][] pieces = [.. packed.Chunk(PieceBytes)];
        foreach ((int index, byte[] piece) in pieces.Index())
            entity[$"{Piece}{index}"] = piece;
        entity[Pieces] = pieces.Length;
        return entity;
    }

    public static T Read<T>(TableEntity entity)
    {
        if (entity.GetString(Text) is { } text)
            return JsonSerializer.Deserialize<T>(text, DocumentJson.Options)!;
        byte[] packed = [.. Enumerable.Range(0, entity.GetInt32(Pieces)!.Value).SelectMany(index => entity.GetBinary($"{Piece}{index}"))];
        return JsonSerializer.Deserialize<T>(Gzip.Unpack(packed), DocumentJson.Options)!;
    }
}

internal static class Gzip
{
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
            zip.Write(content);
        return bytes.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
