using Akka.Actor;
using Akka.Event;
using Fleet.Collection.Durability;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Devices;

/// <content>
/// What could not be written waits here until the journal is back. One device at a time tries again; when it succeeds,
/// the others follow. No new sessions start meanwhile, so that no more waits than was under way.
/// </content>
public sealed partial class DeviceRouter
{
    /// <summary>Times that the journal may refuse an event, before that counts as a crash of the device.</summary>
    private const int RejectionsAllowed = 2;

    private readonly Queue<Errand> _waiting = [];
    private int _trying;
    private int _failures;
    private string _problem = "";

    private void KeepsWhatIsUnwritten()
    {
        Receive<DeviceActor.Unwritten>(OnUnwritten);
        Receive<DeviceActor.Settled>(OnSettled);
        Receive<TryOne>(_ =>
        {
            TryNext();
            TryLater();
        });
        Receive<TryRefused>(refused => TryRefusedAgain(refused.Errand));
    }

    private void OnUnwritten(DeviceActor.Unwritten unwritten)
    {
        if (!_errands.TryGetValue(KeyOf(unwritten.Device), out var errand))
        {
            TryLater();
            return;
        }

        var wasTrial = errand.Phase == ErrandPhase.Trying;
        errand.Kept = unwritten.Kept ?? errand.Kept;
        Enter(errand, ErrandPhase.Waiting);
        _log.Warning("{0}: the journal {1}: {2}", errand.Device, unwritten.IsRejected ? "refuses an event" : "fails", unwritten.Cause.Message);
        if (errand.IsAbandoned)
        {
            Leave(errand);
        }
        else if (unwritten.IsRejected)
        {
            OnRejected(errand);
        }
        else
        {
            _failures += wasTrial || _failures == 0 ? 1 : 0;
            _waiting.Enqueue(errand);
            _problem = JournalFault.Describe(unwritten.Cause) ?? _problem;
            _context.Store.Failed(StorePart.Journal, _problem, _waiting.Count);
            if (!JournalFault.MayPass(unwritten.Cause) || _context.Store.PatienceLeft(StorePart.Journal) <= TimeSpan.Zero)
            {
                GiveUp();
            }
        }

        TryLater();
    }

    /// <summary>The journal works, so nobody else has to wait; but what it refuses now and then may be taken later.</summary>
    private void OnRejected(Errand errand)
    {
        if (errand.Rejections++ == RejectionsAllowed)
        {
            Enter(errand, ErrandPhase.UnderWay);
            return;
        }

        Timers.StartSingleTimer(
            "refused-" + errand.Device, new TryRefused(errand), _context.Store.Patience.Backoff(errand.Rejections));
    }

    private void OnSettled(DeviceActor.Settled settled)
    {
        if (!_errands.TryGetValue(KeyOf(settled.Device), out var errand) || errand.Phase != ErrandPhase.Trying)
        {
            return;
        }

        Enter(errand, ErrandPhase.UnderWay);
        errand.Kept = null;
        errand.Rejections = 0;
        _failures = 0;
        _context.Store.Recovered(StorePart.Journal);
        while (TryNext())
        {
        }

        TryLater();
    }

    /// <returns>Whether there was one to try.</returns>
    private bool TryNext()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var errand = _waiting.Dequeue();
            if (errand.Phase == ErrandPhase.Waiting && errand.IsStopped)
            {
                Try(errand);
                return true;
            }

            if (errand.Phase == ErrandPhase.Waiting)
            {
                _waiting.Enqueue(errand);
            }
        }

        return false;
    }

    private void TryRefusedAgain(Errand errand)
    {
        if (errand is { Phase: ErrandPhase.Waiting, IsStopped: true })
        {
            Try(errand);
        }
    }

    private void Try(Errand errand)
    {
        Enter(errand, ErrandPhase.Trying);
        errand.TellTo(DeviceOf(errand.Device));
    }

    /// <summary>Sees to it that something is tried as long as anything waits.</summary>
    private void TryLater()
    {
        if (_trying > 0 || Timers.IsTimerActive(nameof(TryOne)))
        {
            return;
        }

        if (_waiting.Count == 0)
        {
            _failures = 0;
            _context.Store.Recovered(StorePart.Journal);
            return;
        }

        Timers.StartSingleTimer(nameof(TryOne), TryOne.Instance, _context.Store.NextTry(StorePart.Journal, _failures));
    }

    private void GiveUp()
    {
        while (_waiting.TryDequeue(out var errand))
        {
            if (errand.Phase == ErrandPhase.Waiting)
            {
                Forget(errand);
                errand.From.Tell(new DeviceReply.StoreFailed(errand.Device, _problem));
            }
        }
    }

    /// <summary>Somebody does not want to wait for the journal: what the session gave is lost, and was never acknowledged.</summary>
    private void Leave(Errand errand)
    {
        Forget(errand);
        errand.From.Tell(new DeviceReply.Finished(errand.Device, Failed: false, Cancelled: true));
    }

    private void Forget(Errand errand)
    {
        Enter(errand, ErrandPhase.UnderWay);
        _errands.Remove(KeyOf(errand.Device));
    }

    private void Enter(Errand errand, ErrandPhase phase)
    {
        _trying += (phase == ErrandPhase.Trying ? 1 : 0) - (errand.Phase == ErrandPhase.Trying ? 1 : 0);
        errand.Phase = phase;
        errand.IsStopped = false;
    }

    private sealed class TryOne : ILocalMessage
    {
        public static TryOne Instance { get; } = new();
    }

    private sealed record TryRefused(Errand Errand) : ILocalMessage;
}
