using System.IO.Compression;
using System.Text;
using Fleet.Ssh;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Shell;

// What is sent.
internal sealed partial class Hostility
{
    /// <summary>None of them is a prompt or a pager, and each is nearly one.</summary>
    private static readonly byte[][] Traps =
    [
        .. new[]
        {
            new string('a', 500) + "!",
            new string('a', 250) + "#" + new string('a', 250) + "!",
            new string('[', 250) + new string(']', 250) + "!",
            new string('(', 250) + new string(')', 250) + "!",
            string.Concat(Enumerable.Repeat("a-", 250)) + "!",
            string.Concat(Enumerable.Repeat("a@b:", 120)) + "!",
            new string(' ', 500) + "!",
            "--more" + new string('-', 50) + "(" + new string('(', 40) + "!",
            "press any key to continue" + new string(' ', 80) + "!",
            "lines " + new string('1', 80) + "-!",
        }.Select(trap => Encoding.ASCII.GetBytes("\r\n" + trap)),
    ];

    private byte[][] IdlePackets() =>
    [
        Message(w => IgnoreMessage.Write(w, new byte[1000])),
        Message(w => new DebugMessage(AlwaysDisplay: true, "still here").Write(w)),
        Message(w => new UnimplementedMessage(0).Write(w)),
        Message(w => new ChannelWindowAdjustMessage(Channel, 1).Write(w)),
        Data([]),
    ];

    private static byte[] Lines(int length) => Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat("and yet another line of an output that has no end\r\n", (length / 50) + 1))[..length]);

    /// <summary>Prompts on lines of their own, and behind each other. It ends in the middle of one.</summary>
    private byte[] Prompts()
    {
        string lines = string.Concat(Enumerable.Repeat(prompt + "\r\n", 100));
        string row = string.Concat(Enumerable.Repeat(prompt, 20)) + "\r\n";
        return Encoding.UTF8.GetBytes(lines[1..] + row + prompt[..1]);
    }

    /// <summary>Much to do for whoever follows the cursor, and nothing to see.</summary>
    private static byte[] Movements()
    {
        string row = new string('x', 500)
            + new string('\b', 500)
            + "\x1b[65535C\x1b[65535D\x1b[1J\x1b[500Gx\r\x1b[2K"
            + string.Concat(Enumerable.Repeat("\x1b[500C\x1b[1K\b \b\r", 50));
        return Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(row, 30)));
    }

    private static void WriteKexInit(SshWriter writer) => KexInit.Of(AlgorithmOffer.Modern, []).Write(writer);

    private static void WriteGarbage(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelExtendedData);
        writer.WriteUInt32(0);
        writer.WriteUInt32(1);
        writer.WriteUInt32(int.MaxValue);
        writer.WriteBytes("short"u8);
    }

    private static byte[] Compressed(byte[] message)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(message);
        return compressed.ToArray();
    }
}
