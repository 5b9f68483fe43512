using System.Collections.Concurrent;
using Fleet.CommandLine;

namespace Fleet.Collecting;

/// <summary>Keeps warnings that come from any thread until they can be printed without spoiling a picture; each only once.</summary>
internal sealed class Warnings
{
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _unprinted = new();

    /// <summary>Takes a warning.</summary>
    public void Add(string warning)
    {
        if (_seen.TryAdd(warning, true))
        {
            _unprinted.Enqueue(warning);
        }
    }

    /// <summary>Prints what has come since the last time.</summary>
    public void PrintTo(Terminal terminal)
    {
        while (_unprinted.TryDequeue(out var warning))
        {
            terminal.PrintError($"fleet: warning: {warning}");
        }
    }
}
