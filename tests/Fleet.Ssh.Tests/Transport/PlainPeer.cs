using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.Packets;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Tests.Transport;

/// <summary>A peer that never comes to have keys, and says what a test wants it to before.</summary>
internal sealed class PlainPeer(Socket socket) : IDisposable
{
    private readonly PacketEncoder _encoder = new();
    private readonly PacketDecoder _decoder = new();
    private byte[] _received = [];

    public Task SendAsync(string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(params byte[][] payloads)
    {
        var packets = new ArrayBufferWriter<byte>();
        foreach (var payload in payloads)
            _encoder.Encode(payload, packets);
        await socket.SendAsync(packets.WrittenMemory);
    }

    public static byte[] KexInit(bool firstPacketFollows, string[] keyExchanges, params string[] markers)
    {
        var offer = AlgorithmOffer.Modern with { KeyExchanges = keyExchanges };
        var writer = new SshWriter();
        (Ssh.Algorithms.KexInit.Of(offer, markers) with { FirstPacketFollows = firstPacketFollows }).Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>The peer's identification line.</summary>
    public async Task<string> LineAsync()
    {
        int end;
        while ((end = Array.IndexOf(_received, (byte)'\n')) < 0)
            await FillAsync();
        string line = Encoding.ASCII.GetString(_received, 0, end + 1);
        _received = _received[(end + 1)..];
        return line;
    }

    /// <summary>The next message.</summary>
    public async Task<byte[]> NextAsync()
    {
        DecodedPacket packet;
        while (!_decoder.TryDecode(_received, out packet))
            await FillAsync();
        var payload = _received.AsSpan(packet.PayloadStart, packet.PayloadLength).ToArray();
        _received = _received[packet.Consumed..];
        return payload;
    }

    /// <summary>Has nothing more to say.</summary>
    public void HangUp() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        socket.Dispose();
    }

    private async Task FillAsync()
    {
        var buffer = new byte[4096];
        int read = await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotEqual(0, read);
        _received = [.. _received, .. buffer[..read]];
    }
}
