using System.Diagnostics;
using System.Globalization;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests;

/// <summary>Runs commands on this machine as a user of the lab, with nobody between.</summary>
internal static class Local
{
    /// <summary>What a command writes to its standard output.</summary>
    public static byte[] Run(LabUser user, string shell, string command)
    {
        var start = new ProcessStartInfo("runuser", ["-u", user.Name, "--", shell, "-c", command])
        {
            WorkingDirectory = user.Home,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return output.ToArray();
    }

    /// <summary>How many processes have a text in their command line.</summary>
    public static int Count(string commandLine)
    {
        using var pgrep = Process.Start(
            new ProcessStartInfo("pgrep", ["-c", "-x", "-f", commandLine]) { RedirectStandardOutput = true })!;
        return int.Parse(pgrep.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
