using System.Diagnostics;
using Xunit;

namespace Fleet.Lab;

/// <summary>Runs commands that need root on Linux; where they fail the test is skipped, under CI it fails.</summary>
internal static class AsRoot
{
    public static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return;
        }

        var reason = $"{command} {string.Join(' ', arguments)} failed, which needs root: {error}";
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", reason);
        Assert.Fail(reason);
    }
}
