using System.Threading.Channels;
using Fleet.Sessions.Transport;

namespace Fleet.LoadTests.Benchmarks.Inputs;

/// <summary>A device behind no network: each line that is typed is answered by what is next, in the same packets each time.</summary>
/// <param name="received">The greeting, then the answers.</param>
internal sealed class ReplayedDevice(IReadOnlyList<byte[][]> received) : ISshTransport, ISshConnection
{
    public Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellation) =>
        Task.FromResult<ISshConnection>(this);

    public Task<ISshChannel> OpenShellAsync(int columns, int rows, CancellationToken cancellation) =>
        Task.FromResult<ISshChannel>(new Shell(received));

    public Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation) =>
        throw new NotSupportedException("only shells are replayed");

    public ValueTask DisposeAsync() => default;

    private sealed class Shell : ISshChannel
    {
        private readonly IReadOnlyList<byte[][]> _received;
        private readonly Channel<byte[]> _packets = Channel.CreateUnbounded<byte[]>();
        private ReadOnlyMemory<byte> _packet;
        private int _next;

        public Shell(IReadOnlyList<byte[][]> received)
        {
            _received = received;
            Answer();
        }

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            if (_packet.IsEmpty)
            {
                if (!await _packets.Reader.WaitToReadAsync(cancellation))
                {
                    return 0;
                }

                _packets.Reader.TryRead(out var packet);
                _packet = packet;
            }

            var part = _packet[..Math.Min(_packet.Length, buffer.Length)];
            part.CopyTo(buffer);
            _packet = _packet[part.Length..];
            return part.Length;
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            Answer();
            return default;
        }

        public ValueTask DisposeAsync() => default;

        private void Answer()
        {
            if (_next == _received.Count)
            {
                _packets.Writer.TryComplete();
                return;
            }

            foreach (var packet in _received[_next++])
            {
                _packets.Writer.TryWrite(packet);
            }
        }
    }
}
