using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Sessions;

/// <summary>What a session came to. Every output that it names is durable.</summary>
/// <param name="Started">When it began, to the millisecond.</param>
/// <param name="Ended">When it ended and its outputs were stored, to the millisecond.</param>
/// <param name="Commands">The commands that came to an end.</param>
/// <param name="Failure">Why it broke; <see langword="null"/> when every command came to an end.</param>
/// <param name="Reason">One line about <paramref name="Failure"/>.</param>
public sealed record SessionOutcome(
    DateTimeOffset Started,
    DateTimeOffset Ended,
    IReadOnlyList<CommandOutcome> Commands,
    FailureClass? Failure,
    string? Reason) : ILocalMessage
{
    /// <summary>Time that passed because the store could not be written; no part of the session itself.</summary>
    public TimeSpan StoreWait { get; init; }

    /// <summary>Whether the outputs could not be stored, and waiting longer has no sense.</summary>
    public bool IsStoreGivenUp { get; init; }

    /// <summary>The event that records this outcome.</summary>
    /// <param name="run">The run.</param>
    /// <param name="device">The device.</param>
    /// <param name="attempt">Number of the session in the run.</param>
    /// <param name="final">
    /// Whether the device gives up: then the commands of <paramref name="asked"/> that have no outcome fail with the session.
    /// </param>
    /// <param name="asked">The commands that the session was asked for.</param>
    public IDeviceEvent ToEvent(string run, DeviceFact device, int attempt, bool final, IReadOnlyList<string> asked)
    {
        if (Failure is not { } failure)
        {
            return new SessionRecorded(run, device, attempt, Started, Ended, Commands);
        }

        var commands = Commands;
        if (final)
        {
            var ended = Commands.Select(c => c.Command).ToHashSet();
            commands =
            [
                .. Commands,
                .. asked.Where(c => !ended.Contains(c))
                    .Select(c => new CommandOutcome(c, null, 0, Ended, failure, Reason)),
            ];
        }

        return new SessionFailed(
            run, device, attempt, Started, Ended, commands, failure, Reason ?? failure.ToString(), final);
    }
}
