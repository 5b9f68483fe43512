using System.CommandLine;
using System.Runtime.InteropServices;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;
using Fleet.LoadTests.Scenarios;
using Fleet.Storage;
using Spectre.Console;

namespace Fleet.LoadTests.CommandLine;

/// <summary>The command line: which test, how large.</summary>
internal static class LoadTestCommandLine
{
    /// <summary>All tests.</summary>
    public static IReadOnlyList<ILoadTest> Tests { get; } =
        [new SweepTest(), new RampTest(), new SpikeTest(), new WanTest(), new AaaTest(), new FaultsTest(), new SoakTest()];

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var parsed = CreateRoot(RunAsync).Parse(arguments.Count > 0 ? arguments : ["--help"]);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            Console.Error.WriteLine("'load-tests/run --help' says what there is.");
            return ExitCode.BadUsage;
        }

        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // A test ends in good order by itself.
            ProcessTerminationTimeout = null,
        });
        return arguments.Count > 0 ? code : ExitCode.BadUsage;
    }

    /// <summary>The tree of commands, one for each test.</summary>
    /// <param name="run">Runs a test.</param>
    internal static RootCommand CreateRoot(Func<ILoadTest, LoadTestOptions, bool, Task<int>> run)
    {
        var root = new RootCommand(
            "Load tests: NBomber scenarios against fleet and a farm of simulated devices. Ends with 1 when a threshold is missed.");
        foreach (var test in Tests)
        {
            root.Add(CommandOf(test, run));
        }

        return root;
    }

    private static Command CommandOf(ILoadTest test, Func<ILoadTest, LoadTestOptions, bool, Task<int>> run)
    {
        var defaults = test.Defaults;
        var devices = SizeOptions.Number("--devices", "Devices of the farm", "number of devices", 2, 1_000_000, defaults.Devices);
        var minutes = SizeOptions.Minutes(defaults.Minutes);
        var rate = SizeOptions.Number("--rate", "Collections asked for in a second", "rate", 1, 10_000, defaults.Rate ?? 1);
        var parallelism = SizeOptions.Sessions();
        var seed = SizeOptions.Number("--seed", "What the farm grows from", "seed", 0, int.MaxValue, defaults.Seed);
        var reports = new Option<string>("--reports")
        {
            Description = "Where reports go",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => defaults.Reports,
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the data folder and the farm's record, and say where they are" };
        var command = new Command(test.Name, test.Description) { devices, parallelism, seed, reports, keep };
        if (defaults.Minutes is not null)
        {
            command.Add(minutes);
        }

        if (defaults.Rate is not null)
        {
            command.Add(rate);
        }

        command.SetAction((arguments, _) => run(
            test,
            defaults with
            {
                Devices = arguments.GetValue(devices),
                Minutes = defaults.Minutes is null ? null : arguments.GetValue(minutes),
                Rate = defaults.Rate is null ? null : arguments.GetValue(rate),
                Parallelism = arguments.GetValue(parallelism)!,
                Seed = arguments.GetValue(seed),
                Reports = arguments.GetValue(reports)!,
            },
            arguments.GetValue(keep)));
        return command;
    }

    private static async Task<int> RunAsync(ILoadTest test, LoadTestOptions options, bool keep)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => StopOnce(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => StopOnce(signal, stop));
        var work = Directory.CreateTempSubdirectory("fleet-load-").FullName;
        try
        {
            return Verdict.Print(test.Name, await test.RunAsync(options, work, stop.Token), AnsiConsole.Console);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("interrupted: nothing is judged");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is LoadTestException or DataFolderException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine($"{test.Name}: {e.Message}");
            return ExitCode.Missed;
        }
        finally
        {
            if (keep)
            {
                Console.Error.WriteLine($"kept: {work}");
            }
            else
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    /// <summary>The first signal ends the test in good order; the next one is left to the system.</summary>
    private static void StopOnce(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
