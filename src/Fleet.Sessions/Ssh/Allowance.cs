using System.Diagnostics;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// What one device may send on one connection, and how fast. Whoever is over a limit is cut off; whoever is only fast
/// waits, and TCP makes the device wait.
/// </summary>
/// <remarks>
/// A packet of one byte costs us as much as many of a larger one's, so that a flood of them could keep a core busy for as
/// long as a session lasts. The speed is therefore that of a bucket of tokens: <see cref="Burst"/> at once, then
/// <see cref="PerSecond"/>, where each packet counts as <see cref="PacketCost"/> more than it carries. It is far above
/// what command lines bring, and costs a few hundredths of a core.
/// </remarks>
/// <param name="bytes">Most bytes on all channels of the connection.</param>
internal sealed class Allowance(long bytes)
{
    /// <summary>Most packets that carry no output: requests, window adjustments, keep-alives, what is to be ignored.</summary>
    public const int IdlePackets = 10_000;

    /// <summary>Most key exchanges. Servers exchange keys again after a gigabyte or an hour (RFC 4253 section 9).</summary>
    public const int KeyExchanges = 20;

    /// <summary>What may come at once, in bytes.</summary>
    public const int Burst = 4 << 20;

    /// <summary>What may come in the long run, in bytes a second.</summary>
    public const int PerSecond = 2 << 20;

    /// <summary>What a packet costs besides what it carries, in bytes.</summary>
    public const int PacketCost = 512;

    /// <summary>What a key exchange costs, in bytes: it is a millisecond of computing, and may be forty.</summary>
    private const int KeyExchangeCost = 512 << 10;

    /// <summary>What it costs to send something: a device that asks again and again makes us answer.</summary>
    private const int AnswerCost = 16 << 10;

    /// <summary>A wait is at least about this long, as threads do not sleep shorter.</summary>
    private const double ShortestWait = 0.01;

    private readonly Lock _gate = new();
    private long _packets;
    private long _outputPackets;
    private long _bytes;
    private int _exchanges;
    private double _credit = Burst;
    private long _at = Stopwatch.GetTimestamp();

    /// <summary>Why the device was cut off; <see langword="null"/>: it was not.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>A packet has come, of whatever kind. Waits if there are too many of them.</summary>
    /// <exception cref="SshConnectionException">It is one too many.</exception>
    public void TakePacket()
    {
        if (Interlocked.Increment(ref _packets) - Interlocked.Read(ref _outputPackets) > IdlePackets)
            throw CutOff($"more than {IdlePackets} packets without output");
        Spend(PacketCost);
    }

    /// <summary>The packet carries output. Waits if there is too much of it.</summary>
    /// <exception cref="SshConnectionException">It is too much.</exception>
    public void TakeOutput(int count)
    {
        if (count == 0)
            return;
        Interlocked.Increment(ref _outputPackets);
        if (Interlocked.Add(ref _bytes, count) > bytes)
            throw CutOff($"more than {bytes} bytes in one session");
        Spend(count);
    }

    /// <summary>Whether <see cref="TakeAnswer"/> would not wait.</summary>
    public bool CanAnswer
    {
        get
        {
            lock (_gate)
                return CreditAt(Stopwatch.GetTimestamp()) >= AnswerCost;
        }
    }

    /// <summary>Something is about to be sent. Waits if there is too much of it.</summary>
    public void TakeAnswer() => Spend(AnswerCost);

    /// <summary>The device begins a key exchange.</summary>
    /// <exception cref="SshConnectionException">It is one too many.</exception>
    public void TakeKeyExchange()
    {
        if (++_exchanges > KeyExchanges)
            throw CutOff($"more than {KeyExchanges} key exchanges in one session");
        Spend(KeyExchangeCost);
    }

    private SshConnectionException CutOff(string what)
    {
        Exceeded = $"it was cut off, as it sent {what}";
        return new SshConnectionException(Exceeded, DisconnectReason.ByApplication);
    }

    private void Spend(int cost)
    {
        double wait;
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            _credit = CreditAt(now) - cost;
            _at = now;
            wait = -_credit / PerSecond;
        }

        if (wait >= ShortestWait)
            Thread.Sleep(TimeSpan.FromSeconds(wait));
    }

    private double CreditAt(long now) =>
        Math.Min(Burst, _credit + (Stopwatch.GetElapsedTime(_at, now).TotalSeconds * PerSecond));
}
