using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Fleet.Collection.Tests.Actors;

/// <summary>
/// An in-memory journal that does to a write or a recovery what a test says. As a real one it takes a sequence number of
/// an actor only once.
/// </summary>
public sealed class FaultyJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<ActorSystem, Script> Scripts = new();

    private readonly Script _script = ScriptOf(Context.System);

    /// <summary>What the journal of an actor system is told to do.</summary>
    public static Script ScriptOf(ActorSystem system) => Scripts.GetOrAdd(system, _ => new Script());

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        _script.Writes.Enqueue(writes[0].PersistenceId);
        switch (_script.OnWrite(writes[0].PersistenceId))
        {
            case Fault.Fail:
                throw new IOException("no space left on device");
            case Fault.Reject:
                return [.. writes.Select(_ => new IOException("cannot be serialized"))];
            case Fault.Hang:
                await _script.Gate.Task;
                break;
            case Fault.FailAfterWrite:
                await WriteAsync(writes, cancellationToken);
                throw new IOException("the disk went away");
        }

        return await WriteAsync(writes, CancellationToken.None);
    }

    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        _script.OnRead(persistenceId) == Fault.Fail
            ? Task.FromException<long>(new IOException("the disk went away"))
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);

    private Task<IImmutableList<Exception>> WriteAsync(List<AtomicWrite> writes, CancellationToken cancellationToken)
    {
        lock (_script)
        {
            foreach (var write in writes)
            {
                if (_script.Highest.GetValueOrDefault(write.PersistenceId) >= write.LowestSequenceNr)
                {
                    throw new IOException($"UNIQUE constraint failed: {write.PersistenceId} {write.LowestSequenceNr}");
                }
            }

            foreach (var write in writes)
            {
                _script.Highest[write.PersistenceId] = write.HighestSequenceNr;
            }
        }

        return base.WriteMessagesAsync(writes, cancellationToken);
    }

    /// <summary>What happens to writes and recoveries; the persistence id decides.</summary>
    public sealed class Script
    {
        public Func<string, Fault> OnWrite { get; set; } = _ => Fault.None;

        public Func<string, Fault> OnRead { get; set; } = _ => Fault.None;

        /// <summary>Writes with <see cref="Fault.Hang"/> go on when this completes.</summary>
        public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Attempts to write, in order.</summary>
        public ConcurrentQueue<string> Writes { get; } = new();

        internal Dictionary<string, long> Highest { get; } = [];

        /// <summary>The next writes of devices fail in a way, but of each only some, and then no more.</summary>
        public void FailDevices(Fault fault, int times, int timesEach)
        {
            var failures = new Dictionary<string, int>();
            OnWrite = id =>
            {
                lock (failures)
                {
                    if (!id.StartsWith("device-", StringComparison.Ordinal) || times == 0
                        || failures.GetValueOrDefault(id) == timesEach)
                    {
                        return Fault.None;
                    }

                    times--;
                    failures[id] = failures.GetValueOrDefault(id) + 1;
                    return fault;
                }
            };
        }
    }

    public enum Fault
    {
        None,

        /// <summary>Nothing is written, and the writer hears so.</summary>
        Fail,

        /// <summary>The journal works and refuses the event.</summary>
        Reject,

        /// <summary>The write waits for the gate; when that takes too long, the writer hears that it failed, and it comes late.</summary>
        Hang,

        /// <summary>The event is written, and the writer hears that it failed.</summary>
        FailAfterWrite,
    }
}
