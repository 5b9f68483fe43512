using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.LoadTests.Processes;

/// <summary>Ends processes in good order.</summary>
internal static class Signals
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to end, and ends it if it has not after a time.</summary>
    public static async Task EndAsync(Process process, TimeSpan patience)
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, SigTerm);
        }

        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
