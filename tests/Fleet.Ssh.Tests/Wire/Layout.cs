using System.Buffers.Binary;
using System.Text;

namespace Fleet.Ssh.Tests.Wire;

/// <summary>
/// Bytes as RFC 4251 section 5 lays them out, written once more and as plainly as can be: a <c>byte</c>, <c>bool</c>,
/// <c>uint</c> or <c>ulong</c> is what it says; text and byte arrays are <c>string</c>; lists of text are <c>name-list</c>.
/// </summary>
internal static class Layout
{
    public static byte[] Of(params object[] fields) => [.. fields.SelectMany(Field)];

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "").Replace("\n", ""));

    private static byte[] Field(object field) => field switch
    {
        byte value => [value],
        MessageNumber number => [(byte)number],
        bool value => [value ? (byte)1 : (byte)0],
        uint value => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value],
        ulong value => BigEndian(value),
        byte[] value => [.. Field((uint)value.Length), .. value],
        string value => Field(Encoding.UTF8.GetBytes(value)),
        IEnumerable<string> names => Field(string.Join(',', names)),
        _ => throw new ArgumentException($"{field.GetType()} has no layout."),
    };

    private static byte[] BigEndian(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
