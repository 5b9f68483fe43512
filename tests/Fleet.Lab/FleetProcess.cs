using System.Diagnostics;
using System.Text;

namespace Fleet.Lab;

/// <summary>The real executable in a process of its own, as a user starts it.</summary>
internal sealed class FleetProcess : IDisposable
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "fleet.dll");

    private readonly Process _process;
    private readonly Task<string> _error;

    private FleetProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Standard output, byte for byte.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    public int Id => _process.Id;

    /// <summary>Starts <c>fleet</c> in a folder.</summary>
    public static FleetProcess Start(string folder, params string[] arguments) => Start(folder, null, arguments);

    /// <summary>Starts <c>fleet</c> in a folder with further environment variables.</summary>
    public static FleetProcess Start(
        string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Start(folder, environment, niceness: 0, arguments);

    /// <summary>Starts <c>fleet</c> in a folder, to give way to other processes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="niceness">How much it gives way, 0 to 19.</param>
    /// <param name="arguments">Its arguments.</param>
    public static FleetProcess Start(
        string folder, IReadOnlyDictionary<string, string>? environment, int niceness, string[] arguments)
    {
        // A shell that runs us in the background ignores SIGINT, and what it starts would too.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "nice", "-n", $"{niceness}", "dotnet", Executable, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new FleetProcess(process);
    }

    /// <summary>Runs <c>fleet</c> to its end.</summary>
    public static Task<FleetResult> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, null, arguments);

    /// <summary>Runs <c>fleet</c> to its end with further environment variables.</summary>
    public static async Task<FleetResult> RunAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var fleet = Start(folder, environment, arguments);
        using var output = new MemoryStream();
        await fleet.Output.CopyToAsync(output).WaitAsync(TimeSpan.FromMinutes(3));
        var (exitCode, error) = await fleet.WaitAsync();
        return new FleetResult(exitCode, output.ToArray(), error);
    }

    /// <summary>Waits for the end of the process: its exit code and all of its standard error.</summary>
    public async Task<(int ExitCode, string Error)> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (_process.ExitCode, await _error);
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal: <c>INT</c>, as Ctrl-C does, or another.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}

/// <summary>How a run of <c>fleet</c> ended.</summary>
internal sealed record FleetResult(int ExitCode, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);
}
