using System.Collections.Immutable;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>How far a device is in one run.</summary>
/// <param name="Run">The run's id.</param>
public sealed record RunShare(string Run)
{
    /// <summary>The commands that have their outcome, with why they failed, if they did.</summary>
    public ImmutableDictionary<string, FailureClass?> Settled { get; init; } =
        ImmutableDictionary<string, FailureClass?>.Empty;

    /// <summary>Sessions held, or decided not to be.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether every command that was asked for has its outcome.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether a command failed for good.</summary>
    public bool HasFailures => Settled.Values.Any(f => f is not null);

    /// <summary>Those of the commands that have no outcome yet, in their order.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> commands) =>
        Settled.IsEmpty ? commands : [.. commands.Where(c => !Settled.ContainsKey(c))];

    /// <summary>This after one more event of the run. The first outcome of a command stands.</summary>
    public RunShare Add(IDeviceEvent e)
    {
        var settled = Settled.ToBuilder();
        foreach (var command in e.Commands)
        {
            settled.TryAdd(command.Command, command.Failure);
        }

        return new RunShare(Run)
        {
            Settled = settled.ToImmutable(),
            Attempts = e.Attempt,
            IsOver = e is not SessionFailed { Final: false },
        };
    }
}
