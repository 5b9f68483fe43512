using System.Buffers;
using System.Text;

namespace Fleet.Formatting;

/// <summary>
/// Bytes as text and back without loss. UTF-8 is decoded; a byte that is not UTF-8 becomes the lone surrogate
/// U+DC80 to U+DCFF, which no valid UTF-8 decodes to, so that different bytes are always different texts.
/// </summary>
internal static class RawBytes
{
    /// <summary>The text of any bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(rune);
                bytes = bytes[consumed..];
            }
            else
            {
                text.Append(Escape(bytes[0]));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the bytes that <see cref="Decode"/> read.</summary>
    public static void Encode(ReadOnlySpan<char> text, Stream destination)
    {
        Span<byte> buffer = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            var plain = 0;
            while (plain < text.Length && !IsLoneEscape(text, plain))
            {
                plain++;
            }

            if (plain > 0)
            {
                destination.Write(Encoding.UTF8.GetBytes(text[..plain].ToArray()));
                text = text[plain..];
            }

            while (!text.IsEmpty && IsEscaped(text[0]))
            {
                buffer[0] = Unescape(text[0]);
                destination.Write(buffer[..1]);
                text = text[1..];
            }
        }
    }

    /// <summary>Whether a character stands for a byte that is not UTF-8. Only for characters that are no part of a pair.</summary>
    public static bool IsEscaped(char c) => c is >= '\uDC80' and <= '\uDCFF';

    /// <summary>The byte that a character stands for.</summary>
    public static byte Unescape(char c) => (byte)(c - 0xDC00);

    private static char Escape(byte b) => (char)(0xDC00 + b);

    private static bool IsLoneEscape(ReadOnlySpan<char> text, int i) =>
        IsEscaped(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}
