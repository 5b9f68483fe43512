using Akka.Actor;
using Akka.Persistence;
using Fleet.Collection.Durability;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Runs;

/// <summary>Writes the events of one run; stops when it cannot. The child of a <see cref="RunRecorder"/>.</summary>
internal sealed class RunJournal : ReceivePersistentActor
{
    private IRunEvent? _last;

    /// <summary>The journal of a run.</summary>
    public RunJournal(string run)
    {
        PersistenceId = "run-" + run;
        Recover<IRunEvent>(e => _last = e);
        Command<IRunEvent>(Write);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    private void Write(IRunEvent e)
    {
        // A write that failed may have come late.
        if (e.Equals(_last))
        {
            Context.Parent.Tell(new Written(e));
            return;
        }

        if (_last is null != e is RunStarted)
        {
            throw new InvalidOperationException($"Run {e.Run} is begun twice, or goes on without a beginning.");
        }

        Persist(e, _ =>
        {
            _last = e;
            Context.Parent.Tell(new Written(e));
        });
    }

    /// <summary>The actor stops after this.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(new Unwritten(cause));

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Context.Parent.Tell(new Unwritten(cause));
        Context.Stop(Self);
    }

    /// <summary>The actor stops after this.</summary>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        if (message is null && JournalFault.IsStores(reason))
        {
            Context.Parent.Tell(new Unwritten(reason));
        }
    }

    /// <summary>An event is durable.</summary>
    internal sealed record Written(IRunEvent Event) : ILocalMessage;

    /// <summary>The journal could not be written or read.</summary>
    internal sealed record Unwritten(Exception Cause) : ILocalMessage;
}
