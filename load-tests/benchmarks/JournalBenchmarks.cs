using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using BenchmarkDotNet.Attributes;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>The one event of a session: as bytes, into the journal, and out of it again.</summary>
[BenchmarkCategory("6 journal")]
public class JournalBenchmarks
{
    /// <summary>Actors that write at once.</summary>
    private const int AtOnce = 100;

    private const int Events = 1000;

    private readonly SessionRecorded _event = SampleEvents.Of(0);
    private byte[] _bytes = [];
    private TemporaryFolder _folder = null!;
    private IHost _host = null!;
    private ActorSystem _system = null!;
    private IActorRef[] _writers = [];
    private IActorRef[] _forgetful = [];
    private SqlReadJournal _journal = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _bytes = EventCodec.ToBytes(_event);
        _folder = new TemporaryFolder();
        _host = new HostBuilder()
            .ConfigureServices(services => services.AddAkka("fleet", akka => akka
                .AddHocon(FleetSettings.Load(null).Akka, HoconAddMode.Prepend)
                .AddHocon("akka.loglevel = WARNING", HoconAddMode.Prepend)
                .WithSqliteJournal(_folder.Data)
                .WithFleetSerializer()))
            .Build();
        await _host.StartAsync();
        _system = _host.Services.GetRequiredService<ActorSystem>();
        _journal = PersistenceQuery.Get(_system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        _writers = Writers("akka.persistence.journal.sql");
        _forgetful = Writers("akka.persistence.journal.inmem");
        for (var written = 0; written < Events; written += AtOnce)
        {
            Appending();
        }
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    [Benchmark(Description = "the event as bytes")]
    public byte[] Serializing() => EventCodec.ToBytes(_event);

    [Benchmark(Description = "the event from its bytes")]
    public object Deserializing() => EventCodec.FromBytes(_bytes, EventCodec.ManifestOf(_event));

    [Benchmark(Description = "the event into the journal, 100 actors at once", OperationsPerInvoke = AtOnce)]
    public void Appending() => Write(_writers);

    [Benchmark(Description = "of which: actors (Akka's journal in memory)", OperationsPerInvoke = AtOnce)]
    public void Forgetting() => Write(_forgetful);

    [Benchmark(Description = "the event read by the projector's query", OperationsPerInvoke = Events)]
    public Task<int> Querying() => _journal.CurrentAllEvents(Offset.Sequence(0))
        .Take(Events)
        .RunAggregate(0, (count, _) => count + 1, _system.Materializer());

    [Benchmark(Description = "the event read by SQL, as after a crash", OperationsPerInvoke = Events)]
    public int Reading()
    {
        using var reader = JournalReader.Open(_folder.Data);
        return reader.ReadAll().Take(Events).Count(row => EventCodec.FromBytes(row.Payload.Span, row.Manifest) is SessionRecorded);
    }

    private IActorRef[] Writers(string journal) =>
    [
        .. Enumerable.Range(0, AtOnce)
            .Select(i => _system.ActorOf(Props.Create<EventWriter>(SampleEvents.Of(i, 0), journal))),
    ];

    private static void Write(IActorRef[] writers)
    {
        using var countdown = new CountdownEvent(AtOnce);
        var write = new EventWriter.Write(countdown);
        Array.ForEach(writers, writer => writer.Tell(write));
        countdown.Wait();
    }
}
