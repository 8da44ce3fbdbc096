using System.Buffers;
using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Serialization;

/// <summary>The body of a request about a single entity, in ASCII.</summary>
/// <remarks>Azurite decodes such a body chunk by chunk as it arrives: of a character whose bytes two chunks share, it keeps neither half.
/// It joins the chunks of a transaction first, so that those may be UTF-8, at half the size for Chinese.</remarks>
internal static class EntityBody
{
    private const int TypicalSize = 1024;

    internal static ReadOnlyMemory<byte> Of(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(TypicalSize);
        EntityWriter.Write(buffer, entity);
        return Ascii.IsValid(buffer.WrittenSpan) ? buffer.WrittenMemory : Escape(buffer.WrittenSpan);
    }

    // Beyond ASCII, JSON has nothing but the characters of strings: each can stand as its escapes.
    private static ReadOnlyMemory<byte> Escape(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length * 2);
        Span<char> utf16 = stackalloc char[2];
        while (!json.IsEmpty)
        {
            int plain = json.IndexOfAnyExceptInRange((byte)0, (byte)127);
            output.Write(plain < 0 ? json : json[..plain]);
            if (plain < 0)
                break;
            Rune.DecodeFromUtf8(json[plain..], out Rune rune, out int length);
            foreach (char unit in utf16[..rune.EncodeToUtf16(utf16)])
                WriteEscape(output, unit);
            json = json[(plain + length)..];
        }

        return output.WrittenMemory;
    }

    private static void WriteEscape(ArrayBufferWriter<byte> output, char unit)
    {
        Span<byte> escape = output.GetSpan(6);
        "\\u"u8.CopyTo(escape);
        ((int)unit).TryFormat(escape[2..], out _, "x4", CultureInfo.InvariantCulture);
        output.Advance(6);
    }
}
