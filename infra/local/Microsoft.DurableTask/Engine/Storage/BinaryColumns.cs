using System.Globalization;
using Azure.Data.Tables;

namespace Microsoft.DurableTask.Local;

/// <summary>Bytes spread over the binary properties of a row: a property takes 64 KB, a row 1 MB.</summary>
internal static class BinaryColumns
{
    /// <summary>The most that a row takes, leaving room for its other properties.</summary>
    public const int Capacity = 14 * ColumnSize;

    private const int ColumnSize = 63 * 1024;

    public static void Write(TableEntity row, ReadOnlyMemory<byte> content)
    {
        for (int column = 0; column * ColumnSize < content.Length; column++)
        {
            int start = column * ColumnSize;
            row[Name(column)] = content.Slice(start, Math.Min(ColumnSize, content.Length - start)).ToArray();
        }
    }

    public static byte[] Read(TableEntity row)
    {
        if (!row.ContainsKey(Name(1)))
            return row.GetBinary(Name(0)) ?? [];

        using var content = new MemoryStream();
        for (int column = 0; row.TryGetValue(Name(column), out object? bytes); column++)
            content.Write((byte[])bytes!);
        return content.ToArray();
    }

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"Events{column}");
}
