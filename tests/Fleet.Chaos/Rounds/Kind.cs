using Fleet.Chaos.Disturbances;
using Fleet.Chaos.Preload;

namespace Fleet.Chaos.Rounds;

/// <summary>A kind of round: what is done to the collector.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="What">What is done, for people.</param>
/// <param name="Disturb">Starts collectors and does it; what is missing then is collected by others.</param>
internal sealed record Kind(string Name, string What, Func<Round, Task> Disturb)
{
    /// <summary>All kinds, in the order in which a campaign goes round them.</summary>
    public static IReadOnlyList<Kind> All { get; } =
    [
        new("kill", "kill -9 at a random moment", Kills.OnceAsync),
        new("kill-twice", "kill -9 at random moments, of the second collector too", Kills.TwiceAsync),
        new("kill-in-resume", "kill -9 while it goes on with a run", Points.InResumeAsync) { IsPoint = true },
        new("kill-before-event", "kill -9 with outputs stored and no event yet", Points.BeforeEventAsync) { IsPoint = true },
        new("kill-after-event", "kill -9 with the event stored and nothing acknowledged yet", Points.AfterEventAsync) { IsPoint = true },
        new("kill-in-projector", "kill -9 in the projector's transaction", Points.InProjectorAsync) { IsPoint = true },
        new("kill-in-new-folder", "kill -9 while a data folder is made", Points.InNewFolderAsync) { IsPoint = true },
        new("kill-in-actor-system", "kill -9 while the journal's tables are made", Points.InActorSystemAsync) { IsPoint = true },
        new("kill-in-catch-up", "kill -9, and again while the read tables catch up", Points.InCatchUpAsync) { IsPoint = true },
        new("kill-in-sweep", "kill -9, and again while orphans are swept", Points.InSweepAsync) { IsPoint = true },
        new("kill-in-recovery", "kill -9, and again while a write-ahead log is recovered", Points.InRecoveryAsync) { IsPoint = true },
        new("kill-in-closing", "kill -9 while the data folder is closed", Points.InClosingAsync) { IsPoint = true },
        new("kill-at-begin", "kill -9 at the event that a run begins or goes on", Points.AtBeginAsync) { IsPoint = true },
        new("kill-at-end", "kill -9 at the event that a run ended", Points.AtEndAsync) { IsPoint = true },
        new("freeze", "SIGSTOP, for up to 30 s, and SIGCONT", Stops.FreezeAsync),
        new("terminate", "SIGTERM", Stops.TerminateAsync),
        new("full-disk", "a disk that is full for some seconds", Disks.FullAsync) { NeedsMounts = true },
        new("disk-errors", "every write fails for some seconds", Disks.FailingAsync) { NeedsPreload = true },
        new("locked-file", "a database locked by another process for some seconds", Disks.LockedAsync),
        new("clock", "the clock set forward and back by an hour or a day", Clocks.ShiftAsync) { NeedsPreload = true },
    ];

    /// <summary>Whether collectors are to come to named points, and not to be met at moments.</summary>
    public bool IsPoint { get; private init; }

    /// <summary>Whether the preloaded library is needed for something else.</summary>
    public bool NeedsPreload { get; private init; }

    /// <summary>Whether a file system has to be mounted.</summary>
    public bool NeedsMounts { get; private init; }

    /// <summary>Why rounds of this kind cannot be held on this machine; <see langword="null"/> when they can.</summary>
    public string? Missing =>
        (IsPoint || NeedsPreload) && PreloadLibrary.Problem is { } problem ? problem
        : NeedsMounts && !Disks.CanMount.Value ? "file systems cannot be mounted, which needs root"
        : null;
}
