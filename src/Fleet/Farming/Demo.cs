using System.Runtime.InteropServices;
using Fleet.Collecting;
using Fleet.CommandLine;
using Fleet.Commands;
using Fleet.Farm;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;
using Fleet.Formatting;

namespace Fleet.Farming;

/// <summary>Carries out <c>fleet demo</c>.</summary>
internal sealed class Demo(Terminal terminal, int devices)
{
    public async Task<int> RunAsync()
    {
        var folder = new DemoFolder();
        using var stop = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
        try
        {
            await CollectAsync(folder, stop.Token);
            Say("Is all of it true? The store, and every stored output against the farm's own record of what it sent:");
            var code = await VerifyCommand.RunAsync(terminal, folder.Data, folder.Record, json: false);
            stop.Token.ThrowIfCancellationRequested();
            SayWhatIsNext(folder);
            folder.Keep();
            return code;
        }
        finally
        {
            folder.Dispose();
        }
    }

    private async Task CollectAsync(DemoFolder folder, CancellationToken stop)
    {
        var fleet = FleetOptions.Load("demo", new ProfileChanges(devices));
        var record = FarmStart.Record(folder.Record, fleet, epoch: 0);
        try
        {
            await using var farm = await FarmStart.FarmAsync(fleet, new FarmOptions { Port = 0, Recorder = record });
            folder.Write(fleet, farm.Port);
            Say($"{Figures.Count(fleet.Count, "simulated device")} of {fleet.Profile.Platforms.Count} platforms answer on port {farm.Port} "
                + $"of {DeviceAddress.Of(0)} and so on; {Figures.Count(fleet.Faulty.Count())} of them have a fault. Collecting "
                + $"{Figures.Count(fleet[0].Commands.Count * (long)fleet.Count, "output")}:");
            await SweepAsync(folder, farm, stop);

            farm.Epoch = 1;
            Say("Some time has passed: interfaces flap, routes come and go, logs grow. Collecting again:");
            await SweepAsync(folder, farm, stop);
        }
        finally
        {
            await FarmStart.CloseAsync(record, folder.Record);
        }

        stop.ThrowIfCancellationRequested();
        await DemoShowcase.ShowAsync(terminal, folder.Data, Say);
    }

    private async Task SweepAsync(DemoFolder folder, DeviceFarm farm, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();

        // Nobody shall have to wait for the sessions in flight: without a farm, they end.
        await using var close = stop.Register(() => _ = farm.DisposeAsync().AsTask());
        var code = await new Collector(terminal, folder.CollectRequest).RunAsync();
        if (code == ExitCode.Interrupted)
        {
            throw new OperationCanceledException();
        }
    }

    private void SayWhatIsNext(DemoFolder folder)
    {
        Say("What to try next, on what was collected:");
        terminal.PrintLine($"  fleet runs --data {folder.Data}");
        terminal.PrintLine($"  fleet runs show latest --failed --data {folder.Data}");
        terminal.PrintLine($"  fleet export latest {folder.Path}/export --data {folder.Data}");
        Say("on a fleet that keeps running, in another terminal:");
        terminal.PrintLine("  fleet farm run mixed");
        terminal.PrintLine("  fleet farm inventory mixed > mixed.yaml && fleet collect --inventory mixed.yaml");
        Say("on a device of your own:");
        terminal.PrintLine("  fleet collect admin@192.0.2.1 --platform cisco_iosxe --command 'show version'");
        Say("and, when you are done:");
        terminal.PrintLine($"  rm -r {folder.Path}");
    }

    private void Say(string line)
    {
        terminal.PrintLine();
        terminal.PrintLine(line, Styles.Strong);
        terminal.Flush();
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
