namespace Fleet.LoadTests.CommandLine;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Every threshold was kept.</summary>
    public const int Kept = 0;

    /// <summary>A threshold was missed, or something broke on the way.</summary>
    public const int Missed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int BadUsage = 2;

    /// <summary>Stopped by the user: 128 and the number of SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
