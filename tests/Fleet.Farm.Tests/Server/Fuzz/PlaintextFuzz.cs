using System.Buffers.Binary;
using System.Net.Sockets;
using Fleet.Ssh.Transport;

namespace Fleet.Farm.Tests.Server.Fuzz;

/// <summary>Sends what a client says before there are keys, mutated: a recording, cut into its line and its packets.</summary>
internal sealed class PlaintextFuzz
{
    private readonly IReadOnlyList<byte[]> _pieces;

    private PlaintextFuzz(IReadOnlyList<byte[]> pieces) => _pieces = pieces;

    /// <summary>Records a login.</summary>
    public static async Task<PlaintextFuzz> RecordAsync(int port)
    {
        Recorder? recorder = null;
        await using (var client = await TestClient.DialAsync(port, outlet: socket => recorder = new(socket)))
            await client.LogInAsync();
        return new(Cut(recorder!.Sent.ToArray()));
    }

    /// <summary>One connection.</summary>
    public async Task PlayAsync(int port, Mutator mutator)
    {
        var stream = mutator.Mutate(_pieces, piece => mutator.OneIn(3) ? mutator.Mutate(piece) : Repack(piece, mutator))
            .SelectMany(piece => piece)
            .ToArray();
        using var socket = await TestClient.DialSocketAsync(port);
        try
        {
            int cut = mutator.Next(stream.Length + 1);
            await socket.SendAsync(stream.AsMemory(0, cut));
            if (mutator.OneIn(4))
                await Task.Yield();
            await socket.SendAsync(stream.AsMemory(cut));
            if (mutator.OneIn(8))
            {
                socket.LingerState = new(enable: true, 0);
                return;
            }

            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // The server has had enough.
        }
    }

    // Mutates the payload and frames it well, so that it is read. What is no packet is mutated as it is.
    private static byte[] Repack(byte[] packet, Mutator mutator)
    {
        int payloadLength = packet.Length < 6 ? 0 : packet.Length - 5 - packet[4];
        if (packet is [(byte)'S', ..] || payloadLength < 1)
            return mutator.Mutate(packet);
        var payload = mutator.Mutate(packet[5..(5 + payloadLength)]);
        int padding = 4 + (8 - (5 + payload.Length + 4) % 8) % 8;
        var result = new byte[5 + payload.Length + padding];
        BinaryPrimitives.WriteInt32BigEndian(result, result.Length - 4);
        result[4] = (byte)padding;
        payload.CopyTo(result, 5);
        return result;
    }

    // The identification, KEXINIT, the client's value, NEWKEYS; and all that is encrypted.
    private static List<byte[]> Cut(byte[] stream)
    {
        var pieces = new List<byte[]>();
        int end = Array.IndexOf(stream, (byte)'\n') + 1;
        pieces.Add(stream[..end]);
        for (int packet = 0; packet < 3; packet++)
        {
            int start = end;
            end += 4 + BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(start));
            pieces.Add(stream[start..end]);
        }

        pieces.Add(stream[end..]);
        return pieces;
    }

    private sealed class Recorder(Socket socket) : IOutlet
    {
        private readonly SocketOutlet _outlet = new(socket, new());

        public List<byte> Sent { get; } = [];

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Sent.AddRange(bytes.Span);
            return _outlet.SendAsync(bytes);
        }

        public ValueTask FinishAsync() => _outlet.FinishAsync();
    }
}
