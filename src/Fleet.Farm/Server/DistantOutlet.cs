using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Ssh.Transport;

namespace Fleet.Farm.Server;

/// <summary>Sends as if the peer were far away: later, in order, and no faster than the line.</summary>
/// <param name="socket">A connected socket.</param>
/// <param name="path">Distance and line.</param>
/// <param name="traffic">Counts what is sent.</param>
internal sealed class DistantOutlet(Socket socket, NetworkPath path, TrafficCounter traffic) : IOutlet
{
    // Whoever sends more waits: so much fits on a line of 100 ms and 100 Mbit/s.
    private const int MostUnderway = 1024 * 1024;
    private const double SecondsOfPiece = 0.02;

    private readonly SocketOutlet _near = new(socket, traffic);
    private readonly Lock _gate = new();
    private readonly Queue<Piece> _underway = new(0);
    private readonly int _largestPiece = path.BytesPerSecond == 0
        ? MostUnderway
        : (int)Math.Clamp(path.BytesPerSecond * SecondsOfPiece, 64, MostUnderway);

    private int _bytesUnderway;
    private long _lineIsFreeAt;
    private Task _carrying = Task.CompletedTask;
    private bool _isCarrying;
    private bool _isBroken;
    private TaskCompletionSource? _arrival;

    private readonly record struct Piece(byte[] Bytes, int Length, long Due);

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(_largestPiece, bytes.Length)];
            bytes = bytes[piece.Length..];
            Task room;
            lock (_gate)
            {
                room = Add(piece.Span);
                if (!_isCarrying)
                    _carrying = CarryAsync();
            }

            await room;
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync() => new(_carrying);

    private Task Add(ReadOnlySpan<byte> bytes)
    {
        if (_isBroken)
            throw new SocketException((int)SocketError.ConnectionReset);
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        _lineIsFreeAt = Math.Max(_lineIsFreeAt, Stopwatch.GetTimestamp());
        if (path.BytesPerSecond > 0)
            _lineIsFreeAt += bytes.Length * Stopwatch.Frequency / path.BytesPerSecond;
        _underway.Enqueue(new(copy, bytes.Length, _lineIsFreeAt + (long)(path.RoundTrip.TotalSeconds * Stopwatch.Frequency)));
        _bytesUnderway += bytes.Length;
        return _bytesUnderway < MostUnderway
            ? Task.CompletedTask
            : (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private async Task CarryAsync()
    {
        _isCarrying = true;
        try
        {
            while (TryPeek(out var piece))
            {
                for (long now; (now = Stopwatch.GetTimestamp()) < piece.Due;)
                    await Task.Delay(Stopwatch.GetElapsedTime(now, piece.Due) + TimeSpan.FromMilliseconds(1));
                await _near.SendAsync(piece.Bytes.AsMemory(0, piece.Length));
                Drop();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Whoever sends next is told.
            _isBroken = true;
            while (TryPeek(out _))
                Drop();
        }
    }

    private bool TryPeek(out Piece piece)
    {
        lock (_gate)
            return _isCarrying = _underway.TryPeek(out piece);
    }

    private void Drop()
    {
        lock (_gate)
        {
            var piece = _underway.Dequeue();
            ArrayPool<byte>.Shared.Return(piece.Bytes);
            _bytesUnderway -= piece.Length;
            _arrival?.SetResult();
            _arrival = null;
        }
    }
}
