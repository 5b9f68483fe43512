using Akka.Actor;
using Fleet.Collection.Durability;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Runs;

/// <summary>
/// Records the events of one run, however long the journal cannot be written, so that the run keeps its tally meanwhile.
/// The parent is told of each event that is durable, or that waiting longer has no sense.
/// </summary>
internal sealed class RunRecorder : ReceiveActor, IWithTimers
{
    private readonly string _run;
    private readonly StoreHealth _health;
    private IRunEvent? _event;
    private Exception? _cause;
    private string _problem = "";
    private int _failures;
    private bool _inHurry;

    /// <summary>A recorder of one run.</summary>
    public RunRecorder(string run, StoreHealth health)
    {
        _run = run;
        _health = health;
        Receive<IRunEvent>(e =>
        {
            _event = e;
            Write();
        });
        Receive<RunJournal.Written>(written =>
        {
            _health.Recovered(StorePart.Journal);
            (_event, _failures) = (null, 0);
            Context.Parent.Tell(new Recorded(written.Event));
        });
        Receive<RunJournal.Unwritten>(unwritten => _cause = unwritten.Cause);
        Receive<Terminated>(_ => OnStopped());
        Receive<TryAgain>(_ => Write());
        Receive<Hurry>(_ =>
        {
            _inHurry = true;
            if (Timers.IsTimerActive(nameof(TryAgain)))
            {
                Timers.Cancel(nameof(TryAgain));
                Write();
            }
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Write()
    {
        const string Name = "journal";
        var journal = Context.Child(Name);
        if (journal.IsNobody())
        {
            journal = Context.Watch(Context.ActorOf(Props.Create(() => new RunJournal(_run)), Name));
        }

        journal.Tell(_event);
    }

    private void OnStopped()
    {
        if (_cause is not { } cause)
        {
            Context.Parent.Tell(new GivenUp("an event of the run could not be recorded; the log says why"));
            return;
        }

        _cause = null;
        _problem = JournalFault.Describe(cause) ?? _problem;
        _health.Failed(StorePart.Journal, _problem);
        if (_inHurry || !JournalFault.MayPass(cause) || _health.PatienceLeft(StorePart.Journal) <= TimeSpan.Zero)
        {
            _health.Recovered(StorePart.Journal);
            Context.Parent.Tell(new GivenUp($"the journal cannot be written: {_problem}"));
            return;
        }

        Timers.StartSingleTimer(nameof(TryAgain), TryAgain.Instance, _health.NextTry(StorePart.Journal, ++_failures));
    }

    /// <summary>An event that was asked for is durable.</summary>
    internal sealed record Recorded(IRunEvent Event) : ILocalMessage;

    /// <summary>An event could not be recorded, and waiting longer has no sense.</summary>
    internal sealed record GivenUp(string Reason) : ILocalMessage;

    /// <summary>Wait no longer: one more attempt, if one is due.</summary>
    internal sealed class Hurry : ILocalMessage
    {
        public static Hurry Instance { get; } = new();
    }

    private sealed class TryAgain : ILocalMessage
    {
        public static TryAgain Instance { get; } = new();
    }
}
