using System.Diagnostics;

namespace Fleet.LoadTests.Processes;

/// <summary>The executable <c>fleet</c> of this tree.</summary>
internal static class FleetProgram
{
    private static readonly Lazy<string> Executable = new(Find);

    /// <summary>Starts it with both outputs redirected.</summary>
    public static Process Start(params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(Executable.Value, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Find()
    {
        // load-tests/Fleet.LoadTests/bin/<configuration>/net10.0: the same configuration of src/Fleet.
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (var folder = framework; folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "src", "Fleet", "bin", framework.Parent!.Name, framework.Name, "fleet");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new LoadTestException("src/Fleet is not built; 'dotnet build load-tests/Fleet.LoadTests -c Release' builds it, too");
    }
}
