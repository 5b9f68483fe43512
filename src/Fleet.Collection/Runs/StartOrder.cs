using System.Diagnostics.CodeAnalysis;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Runs;

/// <summary>
/// A run's devices that are not started yet, and how many of the others still wait for their first permit. Plain
/// bookkeeping without actors.
/// </summary>
/// <remarks>
/// Devices stand in a line for each site and credential, since those may be held back on their own. The line with the
/// fewest devices that wait is next, and of several the one longest without a start; so those who grant permits always
/// have somebody of every line to choose from. How many wait is bounded, and beyond that bound each line may have one:
/// lines that are held back shall not keep all others from starting. Retries do not count: each had its first permit.
/// </remarks>
public sealed class StartOrder
{
    /// <summary>Devices that may wait beyond the bound, as the only ones of their lines.</summary>
    public const int Beyond = 1_000;

    private readonly SortedSet<Line> _lines = new(Comparer<Line>.Create(Line.Compare));
    private readonly Dictionary<string, Line> _waiting = new(StringComparer.OrdinalIgnoreCase);
    private long _starts;

    /// <summary>All devices are to be started, in their order within each line.</summary>
    public StartOrder(IEnumerable<PlannedDevice> devices, Func<string, (string Site, string Credential)> lineOf)
    {
        var lines = new Dictionary<(string, string), Line>();
        foreach (var device in devices)
        {
            var key = lineOf(device.Device);
            if (!lines.TryGetValue(key, out var line))
            {
                lines.Add(key, line = new Line(lines.Count));
            }

            line.Unstarted.Enqueue(device);
            Count++;
        }

        _lines.UnionWith(lines.Values);
    }

    /// <summary>Devices that are not started yet.</summary>
    public int Count { get; private set; }

    /// <summary>Devices that were started and wait for their first permit.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Starts the next device, unless enough wait.</summary>
    /// <param name="ahead">How many may wait.</param>
    /// <param name="device">The device.</param>
    public bool TryStart(int ahead, [NotNullWhen(true)] out PlannedDevice? device)
    {
        device = null;
        if (_lines.Min is not { } line
            || (Waiting >= ahead && (line.Waiting > 0 || Waiting >= ahead + Beyond)))
        {
            return false;
        }

        _lines.Remove(line);
        device = line.Unstarted.Dequeue();
        (line.Waiting, line.LastStart) = (line.Waiting + 1, ++_starts);
        Count--;
        _waiting[device.Device] = line;
        Place(line);
        return true;
    }

    /// <summary>A device has its first permit, or will have none.</summary>
    public void Leave(string device)
    {
        if (_waiting.Remove(device, out var line))
        {
            _lines.Remove(line);
            line.Waiting--;
            Place(line);
        }
    }

    /// <summary>No more devices are to be started.</summary>
    public void Clear()
    {
        _lines.Clear();
        Count = 0;
    }

    private void Place(Line line)
    {
        if (line.Unstarted.Count > 0 && Count > 0)
        {
            _lines.Add(line);
        }
    }

    private sealed class Line(int number)
    {
        public Queue<PlannedDevice> Unstarted { get; } = new();

        public int Waiting { get; set; }

        public long LastStart { get; set; }

        public static int Compare(Line a, Line b)
        {
            var waiting = a.Waiting.CompareTo(b.Waiting);
            var started = waiting != 0 ? waiting : a.LastStart.CompareTo(b.LastStart);
            return started != 0 ? started : a.Number.CompareTo(b.Number);
        }

        private int Number => number;
    }
}
