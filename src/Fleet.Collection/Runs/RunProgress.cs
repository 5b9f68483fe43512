using Fleet.Sessions;

namespace Fleet.Collection.Runs;

/// <summary>
/// How a run stands at one moment. <c>Devices = Done + Failed + Cancelled + InFlight + Waiting + BackingOff</c>.
/// </summary>
public sealed record RunProgress
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>Devices that are to be collected now (on resuming: those with something missing).</summary>
    public int Devices { get; init; }

    /// <summary>Devices whose every command was collected.</summary>
    public int Done { get; init; }

    /// <summary>Devices with at least one command that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Those of <see cref="Failed"/> that were given up without a (further) session: set aside, or not to be tried now.</summary>
    public int NotTried { get; init; }

    /// <summary>Devices that were stopped before they were through.</summary>
    public int Cancelled { get; init; }

    /// <summary>Devices with a session under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Devices that wait for a permit or have not been started yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Devices that wait to try again.</summary>
    public int BackingOff { get; init; }

    /// <summary>Outputs collected and durable.</summary>
    public int Outputs { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Sessions held, failed ones and retries included.</summary>
    public int Sessions { get; init; }

    /// <summary>Time since the run started or was resumed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The latest failed sessions, the newest first; at most <see cref="FailuresKept"/>.</summary>
    public IReadOnlyList<RecentFailure> LatestFailures { get; init; } = [];

    /// <summary>Length of <see cref="LatestFailures"/> at most.</summary>
    public const int FailuresKept = 5;
}

/// <summary>A session that failed a moment ago.</summary>
/// <param name="Device">The device.</param>
/// <param name="Failure">Why.</param>
/// <param name="Reason">One line about it.</param>
/// <param name="Final">Whether the device is given up, in this run.</param>
public sealed record RecentFailure(string Device, FailureClass Failure, string Reason, bool Final);

/// <summary>How a run ended.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Interrupted">Whether somebody stopped it before its end.</param>
/// <param name="Progress">The last state of the progress.</param>
public sealed record RunSummary(string Run, bool Interrupted, RunProgress Progress)
{
    /// <summary>Devices that were not collected because their actors crashed again and again; the log says where.</summary>
    public IReadOnlyList<string> GivenUp { get; init; } = [];
}
