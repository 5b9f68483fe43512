using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Recording;

/// <summary>Takes down what the farm sent and played: the oracle that a collector's store is compared with.</summary>
public interface IRecorder
{
    /// <summary>A command was answered, or its answer broke off.</summary>
    void Sent(SentOutput output);

    /// <summary>A fault was played on a connection.</summary>
    void Played(SimulatedDevice device, FaultKind fault);
}

/// <summary>One command's answer.</summary>
/// <param name="Device">The device.</param>
/// <param name="Command">The command as the client typed it.</param>
/// <param name="Epoch">The epoch it was answered in.</param>
/// <param name="Sha256">
/// Hash of the output as a correct collector stores it: what a reader of the terminal sees, each line with LF.
/// </param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Whole">Whether all of it was sent, up to the next prompt.</param>
/// <param name="Rejected">Whether the device answered that it does not take the command.</param>
/// <param name="Started">When the command was understood.</param>
/// <param name="Ended">When the last byte was handed to the connection.</param>
public sealed record SentOutput(
    SimulatedDevice Device,
    string Command,
    int Epoch,
    ReadOnlyMemory<byte> Sha256,
    long Bytes,
    bool Whole,
    bool Rejected,
    DateTimeOffset Started,
    DateTimeOffset Ended);
