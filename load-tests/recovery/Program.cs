using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Serialization;
using Fleet.Collection.Sessions;
using Fleet.LoadTests.Recovery;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

const string Usage =
    """
    fill FOLDER DEVICES EVENTS              writes a journal; EVENTS is a number, or `some` for 1, 2 or 3
    recover FOLDER DEVICES EVENTS HOCON     recovers all devices from it, with HOCON over the configuration
    sweep FOLDER DEVICES EVENTS HOCON       sweeps the devices three times, by sessions that cost nothing
    """;

if (args is not (["fill" or "recover" or "sweep", ..] and { Length: 4 or 5 }))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var devices = int.Parse(args[2], CultureInfo.InvariantCulture);
var events = args[3] == "some" ? (int?)null : int.Parse(args[3], CultureInfo.InvariantCulture);
var settings = FleetSettings.Load(null);
var hocon = args.Length > 4 ? ConfigurationFactory.ParseString(args[4]) : Config.Empty;
using var folder = DataFolder.OpenForWriting(args[1]);
if (args[0] == "sweep")
{
    await Sweeps.RunAsync(folder, settings with { Akka = hocon.WithFallback(settings.Akka) }, devices);
    return 0;
}

await using var outputs = OutputStore.Open(folder);
var store = new StoreHealth(settings.Store, TimeProvider.System);

using var host = new HostBuilder()
    .ConfigureServices(services => services.AddAkka("fleet", akka => akka
        .AddHocon(settings.Akka, HoconAddMode.Prepend)
        // Akka says goodbye on standard output otherwise.
        .AddHocon("akka.loglevel = WARNING", HoconAddMode.Prepend)
        .WithSqliteJournal(folder)
        .AddHocon(hocon, HoconAddMode.Prepend)
        .WithFleetSerializer()
        .WithSessionRouter(new SessionRouterOptions { Limit = new FixedLimit(1) })
        .WithDeviceRouter(registry => new DeviceContext
        {
            Devices = SimulatedHistory.Directory(devices),
            SessionRouter = registry.Get<SessionRouter>(),
            Recorder = new SessionRecorder(null!, outputs, tables: null, store, TimeProvider.System),
            Store = store,
        })))
    .Build();
await host.StartAsync();
var system = host.Services.GetRequiredService<ActorSystem>();

if (args[0] == "fill")
{
    await Parallel.ForEachAsync(
        Enumerable.Range(0, devices),
        new ParallelOptions { MaxDegreeOfParallelism = 100 },
        async (i, _) =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(Props.Create<HistoryWriter>(SimulatedHistory.NameOf(i), SimulatedHistory.EventsOf(i, events), done));
            await done.Task;
        });
}
else
{
    var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    system.ActorOf(Props.Create<Recoveries>(
        host.Services.GetRequiredService<IRequiredActor<DeviceRouter>>().ActorRef, devices, events, done));
    await done.Task;

    // From the start of the process: that a process is cold, too, is part of it.
    var process = Process.GetCurrentProcess();
    var (wall, cpu) = (DateTime.Now - process.StartTime, process.TotalProcessorTime);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{wall.TotalSeconds:f1} s wall, {cpu.TotalSeconds:f1} s CPU, {cpu.TotalMilliseconds / devices:f2} ms CPU a device, {process.PeakWorkingSet64 >> 20} MB"));
}

await host.StopAsync();
return 0;
