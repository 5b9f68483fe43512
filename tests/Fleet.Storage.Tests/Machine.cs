using System.Diagnostics;

namespace Fleet.Storage.Tests;

/// <summary>What tests need of the machine. A part that cannot be had skips the test, or fails it in CI.</summary>
internal static class Machine
{
    public static bool IsRoot => Environment.UserName == "root";

    public static void Need(bool condition, string reason)
    {
        if (!condition)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"Cannot be skipped in CI: {reason}");
            Assert.Skip(reason);
        }
    }

    /// <summary>Whether only the owner can do anything with a file or folder.</summary>
    public static bool IsPrivate(string path)
    {
        Need(!OperatingSystem.IsWindows(), "needs Unix file modes");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~owner) == 0;
    }

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}

/// <summary>A small file system in memory of its own.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _mount = Directory.CreateTempSubdirectory("fleet-tmpfs-").FullName;

    private SmallDisk()
    {
    }

    public string Data => Path.Combine(_mount, "data");

    public static SmallDisk Mount(string size)
    {
        Machine.Need(OperatingSystem.IsLinux() && Machine.IsRoot, "needs root to mount a small tmpfs");
        var disk = new SmallDisk();
        var (exitCode, output) = Machine.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk._mount);
        Machine.Need(exitCode == 0, $"no tmpfs can be mounted: {output}");
        return disk;
    }

    public void RemountReadOnly() => Assert.Equal((0, ""), Machine.Run("mount", "-o", "remount,ro", _mount));

    public void Dispose()
    {
        Machine.Run("umount", "-l", _mount);
        Directory.Delete(_mount);
    }
}
