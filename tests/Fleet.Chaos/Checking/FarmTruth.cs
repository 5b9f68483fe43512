using Fleet.Farm.Recording;

namespace Fleet.Chaos.Checking;

/// <summary>What the farm says: which outputs it sent, and which devices are faulty.</summary>
internal sealed class FarmTruth
{
    private readonly ILookup<(string Device, string Command), RecordLine.Sent> _sent;
    private readonly HashSet<string> _faulty;

    private FarmTruth(IReadOnlyList<RecordLine> lines)
    {
        _sent = lines.OfType<RecordLine.Sent>().ToLookup(s => (s.Device, s.Command));
        _faulty = [.. lines.OfType<RecordLine.Faulty>().Select(f => f.Device)];
    }

    /// <summary>Reads the record of a farm that was stopped.</summary>
    public static FarmTruth Read(string path) => new([.. RecordReader.Read(path)]);

    /// <summary>Every time that a command was answered, wholly or in part.</summary>
    public IEnumerable<RecordLine.Sent> Sent(string device, string command) => _sent[(device, command)];

    /// <summary>Whether nothing is wrong with a device.</summary>
    public bool IsHealthy(string device) => !_faulty.Contains(device);
}
