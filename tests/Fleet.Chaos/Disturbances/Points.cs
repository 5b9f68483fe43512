using Fleet.Chaos.Preload;
using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Disturbances;

/// <summary><c>kill -9</c> at named points. The counts are such that a sweep of few devices comes there.</summary>
internal static class Points
{
    private static readonly string[] MainFiles = ["journal.db", "outputs.db", "read.db"];

    public static async Task InResumeAsync(Round round)
    {
        await Kills.AmidAsync(round, round.Start());
        await round.KillAtAsync(Point.RunResumes.Sync("journal.db-wal", UpTo(round, devicesEach: 10)));
    }

    public static Task BeforeEventAsync(Round round) => round.KillAtAsync(BeforeEvent(round));

    public static Task AfterEventAsync(Round round) => round.KillAtAsync(AfterEvent(round));

    public static Task InProjectorAsync(Round round) =>
        round.KillAtAsync(MaybeTorn(round, Point.RunStarts.Write("read.db-wal", UpTo(round, devicesEach: 1))));

    public static Task InNewFolderAsync(Round round) =>
        round.KillAtAsync(MaybeTorn(round, Point.Start.Write("*", round.Random.Next(1, 110))));

    public static Task InActorSystemAsync(Round round) =>
        round.KillAtAsync(MaybeTorn(round, round.Random.Next(2) == 0
            ? Point.Start.Write("journal.db-wal", round.Random.Next(1, 16))
            : Point.Start.Write("snapshots.db-wal", round.Random.Next(1, 13))));

    public static async Task InCatchUpAsync(Round round)
    {
        await round.KillAtAsync(AfterEvent(round));
        await round.KillAtAsync(MaybeTorn(round, Point.Start.Write("read.db-wal", round.Random.Next(1, 9)).WhileStarting));
    }

    public static async Task InSweepAsync(Round round)
    {
        await round.KillAtAsync(BeforeEvent(round));
        await round.KillAtAsync(MaybeTorn(round, Point.Start.Write("outputs.db-wal", round.Random.Next(1, 5)).WhileStarting));
    }

    /// <summary>The first to open a database after a crash moves its log into the file when it closes it.</summary>
    public static async Task InRecoveryAsync(Round round)
    {
        await round.KillAtAsync(AfterEvent(round));
        await round.KillAtAsync(MaybeTorn(round, Point.Start.Write(AnyMainFile(round), round.Random.Next(1, 5)).WhileStarting));
    }

    public static Task InClosingAsync(Round round) =>
        round.KillAtAsync(MaybeTorn(round, Point.RunEnds.Write(AnyMainFile(round), round.Random.Next(1, 7))));

    public static async Task AtBeginAsync(Round round)
    {
        if (round.Random.Next(2) == 0)
        {
            await round.KillAtAsync(BeforeOrAfter(round, Point.RunStarts));
        }
        else
        {
            await Kills.AmidAsync(round, round.Start());
            await round.KillAtAsync(BeforeOrAfter(round, Point.RunResumes));
        }
    }

    public static Task AtEndAsync(Round round) => round.KillAtAsync(BeforeOrAfter(round, Point.RunEnds));

    /// <summary>A number from 1, which may be the larger the more devices there are.</summary>
    private static int UpTo(Round round, int devicesEach) => round.Random.Next(1, 2 + (round.Plan.Devices / devicesEach));

    private static Point BeforeEvent(Round round) =>
        Point.RunStarts.Sync("outputs.db-wal", UpTo(round, devicesEach: 8)).Write("journal.db-wal", 1);

    private static Point AfterEvent(Round round) =>
        Point.RunStarts.Sync("journal.db-wal", 2 + UpTo(round, devicesEach: 5));

    private static Point BeforeOrAfter(Round round, Point write) => round.Random.Next(3) switch
    {
        0 => write,
        1 => write with { IsTorn = true },
        _ => write.Sync("journal.db-wal", 1),
    };

    private static Point MaybeTorn(Round round, Point point) => point with { IsTorn = round.Random.Next(2) == 0 };

    private static string AnyMainFile(Round round) => MainFiles[round.Random.Next(MainFiles.Length)];
}
