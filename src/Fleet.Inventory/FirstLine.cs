using System.Text;
using System.Text.Unicode;

namespace Fleet.Inventory;

/// <summary>The secret in what a file or a command gave.</summary>
internal static class FirstLine
{
    /// <summary>More than this is no secret but a mistake, <c>/dev/zero</c> say.</summary>
    public const int MostBytes = 65536;

    /// <summary>The text up to the first line end; spaces belong to it.</summary>
    public static Outcome Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            return new Outcome(null, $"gives more than {MostBytes >> 10} KiB; a secret is its first line");
        int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? bytes : bytes[..end];
        return Utf8.IsValid(line) ? new Outcome(Encoding.UTF8.GetString(line)) : new Outcome(null, "gives text that is not UTF-8");
    }
}
