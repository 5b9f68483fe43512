using System.Security.Cryptography;
using Fleet.Farm.Fleets;
using Fleet.Farm.Recording;

namespace Fleet.Farm.Shell;

/// <summary>Takes down one answer for the oracle: what a reader of the terminal sees of it, by length and hash.</summary>
internal sealed class OutputRecord(
    IRecorder recorder,
    SimulatedDevice device,
    string command,
    int epoch,
    IncrementalHash hash,
    TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private long _bytes;
    private byte[]? _sha256;
    private bool _whole;
    private bool _rejected;

    /// <summary>More of the output as a reader sees it, lines ending in LF.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        _bytes += bytes.Length;
    }

    /// <summary>The output has ended; the hash is not needed any more.</summary>
    /// <param name="whole">Whether nothing of it is missing.</param>
    /// <param name="rejected">Whether it says that the device does not take the command.</param>
    public void Close(bool whole, bool rejected) =>
        (_sha256, _whole, _rejected) = (hash.GetHashAndReset(), whole, rejected);

    /// <summary>Reports it, when the prompt behind the output is sent or will never be.</summary>
    public void Report(bool promptSent) => recorder.Sent(new SentOutput(
        device, command, epoch, _sha256, _bytes, _whole && promptSent, _rejected, _started, time.GetUtcNow()));
}
