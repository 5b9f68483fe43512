using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Projection;
using Fleet.Collection.Runs;
using Fleet.Collection.Serialization;
using Fleet.Collection.Sessions;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.Journal;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Collection;

/// <summary>The actor system of one process with everything that collecting needs, on one data folder.</summary>
public sealed partial class CollectionHost : IAsyncDisposable
{
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromMinutes(1);

    /// <summary>How long a step of the end may take when somebody wants the process to end, or when it is only tidying up.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(5);


    private readonly DataFolder _folder;
    private readonly FleetSettings _settings;
    private readonly DeviceDirectory _devices;
    private readonly ProgressBoard _board = new();
    private readonly PermitBoard _permits = new();
    private readonly RunIds _runIds;
    private readonly ThreadPoolDelay _delay;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly StoreHealth _health;
    private readonly ProjectionStatus _projection = new();
    private readonly SessionRecorder _recorder;
    private readonly JournalReader _journal;
    private readonly IHost _host;

    private CollectionHost(
        DataFolder folder, FleetSettings settings, DeviceDirectory devices, IDeviceSession sessions, ILoggerProvider? log)
    {
        _folder = folder;
        _settings = settings;
        _devices = devices;
        _runIds = new RunIds(_clock);
        _delay = new ThreadPoolDelay(_clock);
        Outputs = OutputStore.Open(folder);
        ReadTables = ReadTables.Open(folder);
        _journal = JournalReader.Open(folder);
        _health = new StoreHealth(settings.Store, _clock);
        _recorder = new SessionRecorder(sessions, Outputs, ReadTables, _health, _clock);
        _host = new HostBuilder()
            .ConfigureLogging(logging =>
            {
                if (log is not null)
                {
                    logging.AddProvider(log);
                }
            })
            .ConfigureServices(services => services.AddSingleton<IHostLifetime, NoLifetime>().AddAkka("fleet", akka => akka
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory();
                })
                .AddHocon(settings.Akka, HoconAddMode.Prepend)
                .WithSqliteJournal(folder)
                .WithFleetSerializer()
                .WithSessionRouter(RouterOptions())
                .WithStoreHealth(_health)
                .WithDeviceRouter(registry => new DeviceContext
                {
                    Devices = devices,
                    SessionRouter = registry.Get<SessionRouter>(),
                    Recorder = _recorder,
                    Store = _health,
                    Limits = settings.Limits,
                    StallAfter = settings.StallAfter,
                    Delay = _delay,
                    Retry = settings.Retry,
                    Quarantine = settings.Quarantine,
                    PassivateAfter = settings.PassivateAfter,
                    Clock = _clock,
                })
                .WithProjector(folder, ReadTables, _projection)))
            .Build();
    }

    /// <summary>The output store.</summary>
    public OutputStore Outputs { get; }

    /// <summary>The read tables.</summary>
    public ReadTables ReadTables { get; }

    /// <summary>How the run under way stands; <see langword="null"/> before the first.</summary>
    public RunProgress? Progress => _board.Current;

    /// <summary>Who may hold sessions at this moment, and what holds them back.</summary>
    public PermitStatus Permits => _permits.Current;

    /// <summary>
    /// Why the read tables no longer follow the journal, in the middle of a run; <see langword="null"/> when they do.
    /// </summary>
    public string? ReadTablesProblem => _projection.Problem;

    /// <summary>Brings the read tables up to date and starts the actor system.</summary>
    /// <param name="folder">The data folder, opened for writing; the host does not dispose it.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="devices">The devices that runs may name.</param>
    /// <param name="sessions">How sessions are held.</param>
    /// <param name="log">Where the log goes; nowhere without.</param>
    /// <exception cref="DataFolderException">The data folder is damaged.</exception>
    /// <exception cref="SettingsException">Akka refuses what stands under <c>akka</c>.</exception>
    public static async Task<CollectionHost> StartAsync(
        DataFolder folder,
        FleetSettings settings,
        DeviceDirectory devices,
        IDeviceSession sessions,
        ILoggerProvider? log = null)
    {
        var host = new CollectionHost(folder, settings, devices, sessions, log);
        ReadModelCatchUp.Run(folder, host.ReadTables);
        host.SweepOrphans();
        host.CreateActorSystem();
        await host._host.StartAsync().ConfigureAwait(false);
        return host;
    }

    /// <summary>
    /// A run that was cut off may have stored outputs whose event was never written. Here they can be told for sure: the
    /// folder is locked, and no session is under way.
    /// </summary>
    private void SweepOrphans()
    {
        if (ReadTables.Runs().Any(run => run.State == RunState.Open))
        {
            var named = ReadTables.References().ToHashSet();
            Outputs.SweepOrphans(named.Contains, DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Runs a collection to its end; when it returns, the read tables show it.</summary>
    /// <param name="request">What to collect.</param>
    /// <param name="interrupt">Start no more sessions; those in flight may finish.</param>
    /// <param name="abandon">End the sessions in flight too; what they have collected is kept.</param>
    /// <exception cref="RunException">The run to resume does not exist, is complete, or names unknown devices.</exception>
    /// <exception cref="StoreUnavailableException">The store failed for good; everything acknowledged is kept.</exception>
    public async Task<RunSummary> RunAsync(
        RunRequest request, CancellationToken interrupt, CancellationToken abandon)
    {
        var (run, beginning, devices) = request.Resume is { } resumed
            ? Resume(resumed)
            : await BeginAsync(request, abandon).ConfigureAwait(false);
        var failing = ReadTables.FailingDevices();
        var completion = new TaskCompletionSource<RunSummary>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = _host.Services.GetRequiredService<ActorSystem>();
        var assignment = new RunAssignment
        {
            Run = run,
            Beginning = beginning,
            // Those that are likely to fail again shall not hold up the others.
            Devices = [.. devices.OrderBy(d => failing.Contains(d.Device))],
            DeviceRouter = _host.Services.GetRequiredService<IRequiredActor<DeviceRouter>>().ActorRef,
            Store = _health,
            Board = _board,
            Completion = completion,
            Acknowledged = request.Acknowledged,
            Permits = _permits,
            LineOf = device => (_devices[device].Site, _devices[device].Credential),
            Clock = _clock,
        };
        var actor = system.ActorOf(Props.Create<RunActor>(assignment), "run-" + run);
        await using var onInterrupt = interrupt.Register(() => actor.Tell(new RunActor.Interrupt())).ConfigureAwait(false);
        await using var onAbandon = abandon.Register(() => actor.Tell(new RunActor.Abandon())).ConfigureAwait(false);
        var summary = await completion.Task.ConfigureAwait(false);
        await CatchUpAsync(abandon).ConfigureAwait(false);
        return summary;
    }

    private SessionRouterOptions RouterOptions()
    {
        var permits = _settings.Permits;
        return new SessionRouterOptions
        {
            Limit = _settings.Parallelism.Sessions is { } sessions
                ? new FixedLimit(sessions)
                : new AdaptiveLimit(_settings.Auto, _delay, new ProcessorUse(_clock)),
            Board = _permits,
            Settings = permits,
            SiteSessions = site => _devices.Site(site)?.Sessions ?? permits.SiteSessions,
            CredentialCaps = name => _devices.Credential(name) is { } credential
                ? new CredentialCaps(
                    credential.Sessions ?? permits.Credential.Sessions,
                    credential.LoginsPerSecond ?? permits.Credential.LoginsPerSecond)
                : permits.Credential,
            Clock = _clock,
        };
    }

    /// <summary>Before the host starts it, which would print a stack trace about settings that Akka does not take.</summary>
    private void CreateActorSystem()
    {
        try
        {
            _host.Services.GetRequiredService<ActorSystem>();
        }
        catch (Exception e) when (_settings.File is { } file)
        {
            throw new SettingsException([$"{file}: Akka.NET refuses the settings under akka: {e.GetBaseException().Message}"]);
        }
    }

    private async Task<(string Run, IRunEvent Beginning, IReadOnlyList<PlannedDevice> Devices)> BeginAsync(
        RunRequest request, CancellationToken abandon)
    {
        var now = Now();
        var run = _runIds.New();
        var plan = new RunPlan(request.Devices);
        using var spool = Outputs.CreateSpool();
        using var writer = spool.Begin();
        writer.Write(plan.ToBytes());
        var stored = writer.Complete();
        await _recorder.CommitAsync([stored], abandon).ConfigureAwait(false);
        return (
            run,
            new RunStarted(run, now, request.Source, stored.Hash, plan.Devices.Count, plan.Outputs),
            plan.Devices);
    }

    private (string Run, IRunEvent Beginning, IReadOnlyList<PlannedDevice> Devices) Resume(string id)
    {
        var run = ReadTables.FindRun(id)
            ?? throw new RunException($"there is no run '{id}' in {_folder.Path}; 'fleet runs' lists them");
        if (run.State == RunState.Completed)
        {
            throw new RunException($"run {run.Id} is complete; there is nothing to resume");
        }

        var settled = ReadTables.Settled(run.Id);
        var devices = ReadPlan(run).Devices
            .Where(d => !settled.TryGetValue(d.Device, out var done) || !d.Commands.All(done.Contains))
            .ToList();
        var unknown = devices.Where(d => !_devices.Contains(d.Device)).Select(d => d.Device).ToList();
        if (unknown.Count > 0)
        {
            throw new RunException(
                $"run {run.Id} names {unknown.Count} device(s) that are not given now, {unknown[0]} among them; "
                + $"resume it with what it was started with: {run.Source}");
        }

        return (run.Id, new RunResumed(run.Id, Now()), devices);
    }

    private RunPlan ReadPlan(RunRow run)
    {
        using var bytes = new MemoryStream();
        return Outputs.TryCopyTo(run.Plan, bytes)
            ? RunPlan.FromBytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            : throw new RunException($"the plan of run {run.Id} is not in the output store; 'fleet verify' says what else is missing");
    }

    private async Task CatchUpAsync(CancellationToken hurry)
    {
        var goal = _journal.LastOrdering;
        var began = _clock.GetTimestamp();
        while (ReadTables.Offset < goal)
        {
            if (_projection.Problem is { } problem)
            {
                throw new StoreUnavailableException(
                    $"{problem.TrimEnd('.')}. The read tables stop before it. Nothing that was acknowledged is lost: "
                    + "restore the journal from a backup, or use the version of fleet that wrote it");
            }

            var waited = _clock.GetElapsedTime(began);
            if (hurry.IsCancellationRequested && waited > StepTimeout)
            {
                return;
            }

            if (waited > CatchUpTimeout)
            {
                throw new StoreUnavailableException(
                    "the read tables do not follow the journal; the log says why. Nothing is lost: "
                    + "the next command brings them up to date");
            }

            await Task.Delay(20, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Stops the actor system after the writes under way; those that hang are not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndsAsync(_host.StopAsync()).ConfigureAwait(false);
        _host.Dispose();
        _delay.Dispose();
        _journal.Dispose();
        if (await EndsAsync(Outputs.DisposeAsync().AsTask()).ConfigureAwait(false))
        {
            ReadTables.Dispose();
        }
    }

    private static async Task<bool> EndsAsync(Task step)
    {
        await step.WaitAsync(StepTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return step.IsCompleted;
    }

    /// <summary>The usual lifetime of a host ends it on signals, which are the business of whoever embeds it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
