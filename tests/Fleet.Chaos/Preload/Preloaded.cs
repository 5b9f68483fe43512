using System.IO.MemoryMappedFiles;

namespace Fleet.Chaos.Preload;

/// <summary>What the library does in one process: set before its start, or while it runs through memory that is shared.</summary>
internal sealed class Preloaded : IDisposable
{
    private const int ClockOffset = 0;
    private const int WriteError = 8;
    private const int RefusedWrites = 12;
    private const int PointHit = 16;
    private const int Size = 24;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _control;

    /// <param name="controlFile">Where the shared memory is; made anew.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="point">Where the process is to end, if it is.</param>
    public Preloaded(string controlFile, string folder, Point? point)
    {
        _file = MemoryMappedFile.CreateFromFile(controlFile, FileMode.Create, mapName: null, Size);
        _control = _file.CreateViewAccessor(0, Size);
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = PreloadLibrary.Path,
            ["CHAOS_CONTROL"] = controlFile,
            ["CHAOS_FOLDER"] = folder,
        };
        if (point is not null)
        {
            environment["CHAOS_POINT"] = point.Steps;
            if (point.Until is { } until)
                environment["CHAOS_UNTIL"] = until;
            if (point.IsTorn)
                environment["CHAOS_TORN"] = "1";
        }

        Environment = environment;
    }

    /// <summary>The variables that the process needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Whether the point was reached, where the process ended itself.</summary>
    public bool IsHit => _control.ReadInt32(PointHit) != 0;

    /// <summary>Writes and syncs that had an error.</summary>
    public int Refused => _control.ReadInt32(RefusedWrites);

    /// <summary>Sets how far the wall clock is ahead.</summary>
    public void SetClock(TimeSpan ahead) => _control.Write(ClockOffset, (long)ahead.TotalSeconds);

    /// <summary>Lets every write in the data folder fail from now on, or none.</summary>
    public void SetError(DiskError error) => _control.Write(WriteError, (int)error);

    public void Dispose()
    {
        _control.Dispose();
        _file.Dispose();
    }
}

/// <summary>Errors of disks, by their numbers on Linux.</summary>
internal enum DiskError
{
    None = 0,
    InputOutput = 5,
    NoSpace = 28,
}
