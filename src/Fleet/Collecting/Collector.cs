using System.Diagnostics;
using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.Collection.Runs;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.ReadSide;
using Microsoft.Extensions.Logging;

namespace Fleet.Collecting;

/// <summary>Carries out <c>fleet collect</c>: from the inventory to the closing summary.</summary>
internal sealed class Collector(Terminal terminal, CollectRequest request)
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly Warnings _warnings = new();

    public async Task<int> RunAsync()
    {
        // Everything that can be wrong without touching a device or the store is found first.
        var settings = Settings();
        var platforms = Composition.Platforms(request.Platforms);
        var inventory = Inventory(platforms);
        var devices = new DeviceDirectory(inventory, platforms, Composition.Secrets(terminal));
        var plan = request.GoesOn ? [] : CollectPlan.Create(inventory, request);
        ResolveSecrets(devices, plan.Select(d => d.Device));

        using var folder = DataFolder.OpenForWriting(request.Data);
        using var log = new LogFile(folder.Path, FleetCommandLine.IsDebugging ? LogLevel.Debug : LogLevel.Warning);
        var sessions = Composition.Sessions(folder, settings, _warnings.Add);
        _warnings.PrintTo(terminal);
        await using var host = await CollectionHost.StartAsync(folder, settings, devices, sessions, log);
        if (request.Resume is { } resumed)
        {
            ResolveSecrets(devices, Missing(host, devices, resumed));
        }
        else if (request.Failed is { } failed)
        {
            var run = host.ReadTables.FindRun(failed)
                ?? throw new CommandException($"there is no run '{failed}' in {folder.Path}; 'fleet runs' lists them");
            plan = CollectPlan.OfFailed(run, host.ReadTables, inventory, request, _warnings.Add);
            ResolveSecrets(devices, plan.Select(d => d.Device));
        }

        var began = Stopwatch.GetTimestamp();
        var limits = new LimitRange();
        var summary = await FollowAsync(host, settings.Drain, limits, new RunRequest(plan, request.Source, request.Resume)
        {
            Acknowledged = request.Json ? e => AcknowledgementLines.Print(terminal, e) : null,
        });
        var wall = Stopwatch.GetElapsedTime(began);
        foreach (var device in summary.GivenUp)
        {
            _warnings.Add($"device '{device}' was not collected: fleet itself crashed on it; {log.Path} says where");
        }

        _warnings.PrintTo(terminal);
        if (request.Json)
        {
            terminal.PrintJson(ClosingSummary.ToJson(summary, wall, limits, ProcessCost.Now()), Json.Default.CollectJson);
        }
        else
        {
            var paused = host.ReadTables.PausedCredentials().Select(credential => credential.Name).ToList();
            var notTried = new NotTried(host.ReadTables.Failures(summary.Run), paused, request);
            ClosingSummary.Print(terminal, summary, wall, limits, notTried, request);
        }

        return ClosingSummary.ExitCodeOf(summary);
    }

    private FleetSettings Settings()
    {
        var settings = FleetSettings.Load(request.Config);
        return settings with
        {
            Parallelism = request.Parallelism ?? settings.Parallelism,
            HostKeyPolicy = request.HostKeys ?? settings.HostKeyPolicy,
            KnownHostsFile = request.KnownHosts ?? settings.KnownHostsFile,
        };
    }

    private DeviceInventory Inventory(PlatformCatalog platforms) => request.Inventory is { } file
        ? Composition.Inventory(file, platforms)
        : AdHocInventory.Create(
            request.Targets, request.Platform, request.Commands, request.Login, [.. platforms.Platforms.Keys]);

    private static void ResolveSecrets(DeviceDirectory devices, IEnumerable<string> names)
    {
        if (devices.ResolveSecrets(names) is { Count: > 0 } errors)
        {
            throw new CommandException(errors);
        }
    }

    /// <summary>The devices of a run that is to go on, as far as they are known; the run itself says what is wrong with the rest.</summary>
    private static IEnumerable<string> Missing(CollectionHost host, DeviceDirectory devices, string run)
    {
        if (host.ReadTables.FindRun(run) is not { } row)
        {
            return [];
        }

        using var plan = new MemoryStream();
        return host.Outputs.TryCopyTo(row.Plan, plan)
            ? RunPlan.FromBytes(plan.ToArray()).Devices.Select(d => d.Device).Where(devices.Contains)
            : [];
    }

    private async Task<RunSummary> FollowAsync(CollectionHost host, TimeSpan drain, LimitRange limits, RunRequest run)
    {
        using var stop = StopSignals.Register(terminal, drain);
        var running = host.RunAsync(run, stop.Interrupt, stop.Abandon);
        if (terminal.IsTerminal && !request.Json)
        {
            await LiveProgress.RunAsync(terminal, display => ShowAsync(display, host, limits, running, stop));
        }
        else
        {
            await ShowAsync(new PlainProgress(WriteProgress, PlainInterval), host, limits, running, stop);
        }

        return await running;
    }

    /// <summary>With JSON, standard output is for machines alone.</summary>
    private void WriteProgress(string line)
    {
        _warnings.PrintTo(terminal);
        if (request.Json)
        {
            terminal.PrintError(line);
        }
        else
        {
            terminal.PrintLine(line);
            terminal.Flush();
        }
    }

    private static async Task ShowAsync(
        IProgressDisplay display, CollectionHost host, LimitRange limits, Task running, StopSignals stop)
    {
        var meter = new RateMeter();
        while (!running.IsCompleted)
        {
            var permits = host.Permits;
            limits.Add(permits);
            if (host.Progress is { } progress)
            {
                // Cancelled devices take no time, so they say nothing of the time that the others will take.
                meter.Add(progress.Elapsed, progress.Done + progress.Failed);
                var left = progress.InFlight + progress.Waiting + progress.BackingOff;
                display.Show(new ProgressState(progress, meter.PerSecond, meter.Remaining(left), stop.Notice ?? host.ReadTablesProblem)
                {
                    Permits = permits,
                });
            }

            await Task.WhenAny(running, Task.Delay(display.RefreshInterval));
        }
    }
}
