using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Fleet.Collection.Durability;
using Fleet.Collection.Serialization;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Projection;

/// <summary>
/// Reads the journal in order and fills the read tables, some hundreds of events to a transaction, the offset in the
/// same one. When the store fails it begins again where the read tables stand. At an event that cannot be understood it
/// stops for good: with that one left out the read tables would lie. Collecting goes on without it.
/// </summary>
public sealed class Projector : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(100);

    private readonly DataFolder _folder;
    private readonly ReadTables _readTables;
    private readonly ProjectionStatus _status;
    private readonly StorePatience _patience = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SharedKillSwitch _stop = KillSwitches.Shared("projector");
    private int _failures;

    /// <summary>A projector into the read tables of a folder.</summary>
    public Projector(DataFolder folder, ReadTables readTables, ProjectionStatus status)
    {
        _folder = folder;
        _readTables = readTables;
        _status = status;
        Receive<Begin>(_ => Start());
        Receive<Ended>(ended => OnEnded(ended.Cause));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Start();

    /// <inheritdoc/>
    protected override void PostStop() => _stop.Shutdown();

    private void Start()
    {
        try
        {
            Project(PersistenceQuery.Get(Context.System).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier))
                .Via(_stop.Flow<Done>())
                .RunWith(Sink.Ignore<Done>(), Context.System.Materializer())
                .PipeTo(Self, success: _ => new Ended(null), failure: cause => new Ended(cause));
        }
        catch (Exception e)
        {
            // The read tables cannot be read, or the journal's plug-in was too busy to answer.
            OnEnded(e);
        }
    }

    private void OnEnded(Exception? cause)
    {
        if (cause is null)
        {
            return;
        }

        _log.Warning(cause, "The read tables are not filled at the moment: {0}", cause.Message);
        if (cause is not StoreUnavailableException && !JournalFault.IsStores(cause) && FindBadEvent() is { } problem)
        {
            _log.Error("The read tables are no longer filled: {0}", problem);
            _status.Problem = problem;
            return;
        }

        Timers.StartSingleTimer(nameof(Begin), Begin.Instance, _patience.Backoff(Interlocked.Increment(ref _failures)));
    }

    /// <summary>Applies what comes before the event that cannot be understood.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> when there is none.</returns>
    private string? FindBadEvent()
    {
        try
        {
            ReadModelCatchUp.Run(_folder, _readTables);
            return null;
        }
        catch (DataFolderException e)
        {
            return e.Message;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Source<Done, NotUsed> Project(SqlReadJournal journal) =>
        journal.AllEvents(Offset.Sequence(_readTables.Offset))
            .GroupedWithin(500, GatherFor)
            .Select(events =>
            {
                var batch = events.ToList();
                _readTables.Apply(
                    [.. batch.Select(e => Facts.Of(e.Event)).OfType<CollectionFact>()],
                    ((Sequence)batch[^1].Offset).Value);
                Volatile.Write(ref _failures, 0);
                return Done.Instance;
            })
            .WithAttributes(ActorAttributes.CreateDispatcher("akka.actor.default-blocking-io-dispatcher"));

    private sealed record Ended(Exception? Cause) : ILocalMessage;

    private sealed class Begin : ILocalMessage
    {
        public static Begin Instance { get; } = new();
    }
}

/// <summary>Whether the read tables follow the journal; written by the projector and read by displays.</summary>
public sealed class ProjectionStatus
{
    private volatile string? _problem;

    /// <summary>Why they no longer do, and will not by themselves; <see langword="null"/> when they do.</summary>
    public string? Problem
    {
        get => _problem;
        set => _problem = value;
    }
}

/// <summary>Starts the projector.</summary>
public static class ProjectorHosting
{
    /// <summary>Adds the one <see cref="Projector"/>.</summary>
    public static AkkaConfigurationBuilder WithProjector(
        this AkkaConfigurationBuilder builder, DataFolder folder, ReadTables readTables, ProjectionStatus status) =>
        builder.WithActors((system, registry) => registry.Register<Projector>(
            system.ActorOf(Props.Create<Projector>(folder, readTables, status), "projector")));
}
