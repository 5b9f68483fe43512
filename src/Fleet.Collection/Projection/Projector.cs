using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Fleet.Collection.Serialization;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Projection;

/// <summary>
/// Reads the journal in order and fills the read tables, some hundreds of events to a transaction, the offset in the
/// same one. When the store fails it begins again where the read tables stand.
/// </summary>
public sealed class Projector : ReceiveActor
{
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(100);

    private readonly ReadTables _readTables;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SharedKillSwitch _stop = KillSwitches.Shared("projector");

    /// <summary>A projector into some read tables.</summary>
    public Projector(ReadTables readTables)
    {
        _readTables = readTables;
        Receive<Ended>(ended =>
        {
            if (ended.Cause is { } cause)
            {
                _log.Error(cause, "The read tables are no longer filled: {0}", cause.Message);
            }
        });
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var journal = PersistenceQuery.Get(Context.System)
            .ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        var restarts = RestartSettings.Create(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 0.2);
        RestartSource.OnFailuresWithBackoff(() => Project(journal), restarts)
            .Via(_stop.Flow<Done>())
            .RunWith(Sink.Ignore<Done>(), Context.System.Materializer())
            .PipeTo(Self, success: _ => new Ended(null), failure: cause => new Ended(cause));
    }

    /// <inheritdoc/>
    protected override void PostStop() => _stop.Shutdown();

    private Source<Done, NotUsed> Project(SqlReadJournal journal) =>
        journal.AllEvents(Offset.Sequence(_readTables.Offset))
            .GroupedWithin(500, GatherFor)
            .Select(events =>
            {
                var batch = events.ToList();
                _readTables.Apply(
                    [.. batch.Select(e => Facts.Of(e.Event)).OfType<CollectionFact>()],
                    ((Sequence)batch[^1].Offset).Value);
                return Done.Instance;
            })
            .WithAttributes(ActorAttributes.CreateDispatcher("akka.actor.default-blocking-io-dispatcher"));

    private sealed record Ended(Exception? Cause) : ILocalMessage;
}

/// <summary>Starts the projector.</summary>
public static class ProjectorHosting
{
    /// <summary>Adds the one <see cref="Projector"/>.</summary>
    public static AkkaConfigurationBuilder WithProjector(this AkkaConfigurationBuilder builder, ReadTables readTables) =>
        builder.WithActors((system, registry) =>
            registry.Register<Projector>(system.ActorOf(Props.Create<Projector>(readTables), "projector")));
}
