using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Fleet.Collection.Configuration;
using Fleet.Storage;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Tests.Journal;

/// <summary>
/// Our journal and snapshot store beside the stock ones of Akka.Persistence.Sql, on the same files, spoken to in the
/// protocol of Akka.Persistence.
/// </summary>
internal sealed class TwoJournals : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("fleet-journal-");
    private readonly DataFolder _folder;
    private readonly ActorSystem _ours;
    private readonly ActorSystem _stock;

    public TwoJournals()
    {
        _folder = DataFolder.OpenForWriting(_path.FullName);
        var ours = ConfigurationFactory.ParseString(
                """
                akka.actor {
                  serializers.fleet = "Fleet.Collection.Serialization.FleetSerializer, Fleet.Collection"
                  serialization-bindings {
                    "Fleet.Collection.Serialization.IWireMessage, Fleet.Collection" = fleet
                  }
                }
                akka.loglevel = OFF
                # Two writers take turns here; nothing shall be left out for that.
                akka.persistence.journal.sql.replay-filter.mode = off
                akka.persistence.journal.sql.replay-batch-size = 5
                """)
            .WithFallback(SqliteJournal.ConfigurationOf(_folder))
            .WithFallback(FleetSettings.Load(null, new Dictionary<string, string>()).Akka)
            .WithFallback(SqlPersistence.DefaultConfiguration);
        var stock = ConfigurationFactory.ParseString(
            """
            akka.persistence.journal.sql.class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
            akka.persistence.snapshot-store.sql.class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
            """);
        _ours = ActorSystem.Create("ours", ours);
        _stock = ActorSystem.Create("stock", stock.WithFallback(ours));
    }

    /// <summary>Whose journal or snapshot store is meant.</summary>
    public enum Whose
    {
        Ours,
        Stock,
    }

    public Task<Replay> ReplayAsync(Whose whose, string id, long from, long to, long max)
    {
        var answer = new TaskCompletionSource<Replay>(TaskCreationOptions.RunContinuationsAsynchronously);
        var events = ImmutableList<IPersistentRepresentation>.Empty;
        Receive(message =>
        {
            switch (message)
            {
                case ReplayedMessage replayed:
                    events = events.Add(replayed.Persistent);
                    break;
                case RecoverySuccess success:
                    answer.TrySetResult(new Replay(events, success.HighestSequenceNr, null));
                    break;
                case ReplayMessagesFailure failure:
                    answer.TrySetResult(new Replay(events, -1, failure.Cause));
                    break;
            }
        }, probe => JournalOf(whose).Tell(new ReplayMessages(from, to, max, id, probe), probe));
        return answer.Task.WaitAsync(Patience);
    }

    /// <summary>Writes events in one atomic write, and answers when they are written.</summary>
    public Task WriteAsync(Whose whose, string id, long firstNumber, IReadOnlyList<object> events) =>
        AskAsync(
            probe => JournalOf(whose).Tell(
                new WriteMessages(
                    [new AtomicWrite([.. events.Select((e, i) => new Persistent(e, firstNumber + i, id, null, false, null, "writer"))])],
                    probe,
                    actorInstanceId: 1),
                probe),
            message => message is WriteMessageSuccess or WriteMessageFailure or WriteMessageRejected,
            message => message is WriteMessageSuccess);

    public Task DeleteEventsAsync(Whose whose, string id, long to) =>
        AskAsync(
            probe => JournalOf(whose).Tell(new DeleteMessagesTo(id, to, probe), probe),
            message => message is DeleteMessagesSuccess or DeleteMessagesFailure,
            message => message is DeleteMessagesSuccess);

    public Task SaveSnapshotAsync(Whose whose, string id, long number, object state) =>
        AskAsync(
            probe => StoreOf(whose).Tell(new SaveSnapshot(new SnapshotMetadata(id, number, DateTime.UtcNow), state), probe),
            message => message is SaveSnapshotSuccess or SaveSnapshotFailure,
            message => message is SaveSnapshotSuccess);

    public async Task<ISnapshotResponse> LoadSnapshotAsync(Whose whose, string id, SnapshotSelectionCriteria criteria, long to) =>
        (ISnapshotResponse)await AskAsync(
            probe => StoreOf(whose).Tell(new LoadSnapshot(id, criteria, to), probe),
            message => message is LoadSnapshotResult or LoadSnapshotFailed,
            _ => true);

    /// <summary>A connection of somebody else's.</summary>
    public SqliteConnection Open(bool snapshots = false)
    {
        var connection = new SqliteConnection(
            $"Data Source={(snapshots ? _folder.SnapshotsFile : _folder.JournalFile)};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql, bool snapshots = false)
    {
        using var connection = Open(snapshots);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_ours.Terminate(), _stock.Terminate());
        _folder.Dispose();
        _path.Delete(recursive: true);
    }

    private IActorRef JournalOf(Whose whose) => Persistence.Instance.Apply(SystemOf(whose)).JournalFor(null);

    private IActorRef StoreOf(Whose whose) => Persistence.Instance.Apply(SystemOf(whose)).SnapshotStoreFor(null);

    private ActorSystem SystemOf(Whose whose) => whose == Whose.Ours ? _ours : _stock;

    private async Task<object> AskAsync(Action<IActorRef> tell, Func<object, bool> isAnswer, Func<object, bool> isSuccess)
    {
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        Receive(
            message =>
            {
                if (isAnswer(message))
                {
                    answer.TrySetResult(message);
                }
            },
            tell);
        var message = await answer.Task.WaitAsync(Patience);
        return isSuccess(message) ? message : throw new InvalidOperationException(message.ToString());
    }

    /// <summary>Tells from this thread, so that what is told first arrives first.</summary>
    private void Receive(Action<object> receive, Action<IActorRef> tell) =>
        tell(_ours.ActorOf(Props.Create<Probe>(receive)));

    internal sealed record Replay(ImmutableList<IPersistentRepresentation> Events, long Highest, Exception? Failure);

    private sealed class Probe(Action<object> receive) : UntypedActor
    {
        protected override void OnReceive(object message) => receive(message);
    }
}
