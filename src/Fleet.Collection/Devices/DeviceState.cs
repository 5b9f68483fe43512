using System.Collections.Immutable;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>
/// What a device remembers: how far it is in its latest run. Changes only by <see cref="Apply"/>, from events.
/// </summary>
public sealed record DeviceState : IWireMessage
{
    /// <summary>The state of a device that was never collected.</summary>
    public static DeviceState Empty { get; } = new();

    /// <summary>The latest run; <see langword="null"/> before the first session.</summary>
    public string? Run { get; init; }

    /// <summary>The commands that have their outcome in <see cref="Run"/>, with why they failed, if they did.</summary>
    public ImmutableDictionary<string, FailureClass?> Settled { get; init; } =
        ImmutableDictionary<string, FailureClass?>.Empty;

    /// <summary>Sessions held for <see cref="Run"/>.</summary>
    public int Attempts { get; init; }

    /// <summary>The state after an event. An event that is applied twice has the effect of one.</summary>
    public DeviceState Apply(IDeviceEvent e)
    {
        var state = e.Run == Run ? this : Empty with { Run = e.Run };
        if (e.Attempt <= state.Attempts)
        {
            return state;
        }

        var settled = state.Settled.ToBuilder();
        foreach (var command in e.Commands)
        {
            settled.TryAdd(command.Command, command.Failure);
        }

        return state with { Settled = settled.ToImmutable(), Attempts = e.Attempt };
    }

    /// <summary>Whether an event was applied already.</summary>
    public bool Includes(IDeviceEvent e) => NextAttempt(e.Run) > e.Attempt;

    /// <summary>Number of the next session for a run.</summary>
    public int NextAttempt(string run) => run == Run ? Attempts + 1 : 1;

    /// <summary>Those of the commands that have no outcome in a run yet, in their order.</summary>
    public IReadOnlyList<string> Missing(string run, IReadOnlyList<string> commands) =>
        run == Run ? [.. commands.Where(c => !Settled.ContainsKey(c))] : commands;

    /// <summary>Whether a command failed for good in a run.</summary>
    public bool HasFailures(string run) => run == Run && Settled.Values.Any(f => f is not null);
}
