using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Fleet.Collection.Tests.Actors;

/// <summary>An in-memory journal whose writes fail, are rejected or wait when a test says so.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    /// <summary>Decides about each write by its persistence id; one test at a time uses a given id.</summary>
    public static Func<string, Fault> Next { get; set; } = _ => Fault.None;

    /// <summary>Writes with <see cref="Fault.Wait"/> go on when this completes.</summary>
    public static TaskCompletionSource Gate { get; set; } = new();

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        switch (Next(writes[0].PersistenceId))
        {
            case Fault.Fail:
                throw new IOException("no space left on device");
            case Fault.Reject:
                return [.. writes.Select(_ => new IOException("cannot be serialized"))];
            case Fault.Wait:
                await Gate.Task;
                break;
        }

        return await base.WriteMessagesAsync(writes, cancellationToken);
    }

    public enum Fault
    {
        None,
        Fail,
        Reject,
        Wait,
    }
}
