using Fleet.Collecting;
using Fleet.CommandLine;
using Fleet.Farm;
using Fleet.Farm.Fleets;
using Fleet.Farm.Recording;
using Fleet.Formatting;
using Spectre.Console;

namespace Fleet.Farming;

/// <summary>Carries out <c>fleet farm run</c>: plays a fleet until a signal comes.</summary>
internal sealed class FarmRunner(Terminal terminal, FarmRequest request)
{
    /// <summary>Only said, not needed: a farm has nothing to finish, and ends with the first signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly RateMeter _meter = new();

    public async Task<int> RunAsync()
    {
        AnswerOnTheSocketsThread();
        var record = request.Record is { } path ? FarmStart.Record(path, request.Fleet, request.Epoch) : null;
        try
        {
            await RunAsync(record);
        }
        finally
        {
            await FarmStart.CloseAsync(record, request.Record);
        }

        return ExitCode.Success;
    }

    /// <summary>
    /// Has the runtime go on with a connection on the thread that hears of its socket, without a hand-over to the pool's.
    /// A farm never blocks a thread, and a hand-over for each packet is a good part of what a session costs. Only heard
    /// before the first socket.
    /// </summary>
    private static void AnswerOnTheSocketsThread() =>
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private async Task RunAsync(RecordFile? record)
    {
        await using var farm = await FarmStart.FarmAsync(request.Fleet, new FarmOptions
        {
            Port = request.Port,
            Epoch = request.Epoch,
            Recorder = record,
            AllowRemote = request.AllowRemote,
        });
        await using var endpoint = request.Http is { } port ? await FiguresEndpoint.StartAsync(port, farm, () => Now(farm)) : null;
        using var stop = StopSignals.Register(terminal, Grace);
        SayReady(farm, endpoint?.Address);
        _ = record?.Completion.ContinueWith(
            _ => stop.OnTerminate(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (terminal.IsTerminal && !request.Json)
        {
            await FarmView.RunAsync(terminal, show => FollowAsync(farm, show, Redraw, stop.Interrupt));
        }
        else
        {
            await FollowAsync(farm, PlainLines(), Sample, stop.Interrupt);
        }

        SayStopped(farm);
    }

    private async Task FollowAsync(DeviceFarm farm, Action<FarmFiguresJson> show, TimeSpan interval, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            show(Now(farm));
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private FarmFiguresJson Now(DeviceFarm farm)
    {
        var figures = farm.Figures;
        lock (_meter)
        {
            _meter.Add(figures.Elapsed, (int)figures.Server.Accepted);
            return FarmFiguresJson.Of(figures, _meter.PerSecond ?? 0, ProcessCost.Now());
        }
    }

    /// <summary>A line every few seconds, if anything has changed; none for machines.</summary>
    private Action<FarmFiguresJson> PlainLines()
    {
        var last = "";
        var next = 0.0;
        return figures =>
        {
            var line = FarmView.Line(figures);
            if (!request.Json && line != last && figures.ElapsedSeconds >= next && figures.Accepted + figures.Away > 0)
            {
                last = line;
                next = figures.ElapsedSeconds + PlainInterval.TotalSeconds;
                terminal.PrintLine(line);
                terminal.Flush();
            }
        };
    }

    private void SayReady(DeviceFarm farm, string? figures)
    {
        if (request.Json)
        {
            terminal.PrintJson(new FarmReadyJson("ready", farm.Fleet.Count, farm.Port, figures), Json.Default.FarmReadyJson);
            return;
        }

        var last = farm.Fleet.Count - 1;
        terminal.PrintLine($"ready: {Figures.Count(farm.Fleet.Count, "device")} on port {farm.Port} of {DeviceAddress.Of(0)}"
            + (last > 0 ? $" to {DeviceAddress.Of(last)}" : "")
            + (figures is null ? "" : $"; figures at {figures}"));
        terminal.Flush();
    }

    private void SayStopped(DeviceFarm farm)
    {
        var figures = Now(farm);
        if (request.Json)
        {
            terminal.PrintJson(new FarmStoppedJson("stopped", figures), Json.Default.FarmStoppedJson);
        }
        else
        {
            terminal.PrintLine($"stopped after {Figures.Duration(farm.Elapsed)}: {FarmView.Line(figures)}");
        }
    }
}
