using System.Text;

namespace Fleet.EndToEnd.Tests;

internal static class Bytes
{
    /// <summary>Asserts that bytes are the same, and shows where they part.</summary>
    public static void Equal(byte[] expected, byte[] actual, string what)
    {
        if (expected.AsSpan().SequenceEqual(actual))
            return;
        var same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.Fail(
            $"{what}: {actual.Length} bytes where {expected.Length} were expected; the first {same} are the same.\n"
            + $"expected: {Around(expected, same)}\nactual:   {Around(actual, same)}");
    }

    private static string Around(ReadOnlySpan<byte> bytes, int at)
    {
        var from = Math.Max(0, at - 30);
        return Encoding.Latin1.GetString(bytes[from..Math.Min(bytes.Length, at + 50)])
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\e", "\\e", StringComparison.Ordinal);
    }
}
