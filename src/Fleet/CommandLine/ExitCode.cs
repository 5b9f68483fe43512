namespace Fleet.CommandLine;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was asked for was done.</summary>
    public const int Success = 0;

    /// <summary>The command could not run: bad arguments, files or data folder.</summary>
    public const int CouldNotRun = 1;

    /// <summary>The command ran and has bad news: devices that failed, findings of a verification.</summary>
    public const int SomeFailed = 2;

    /// <summary>Stopped by the user: 128 and the number of SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
