using Akka.Actor;
using Fleet.Collection.Permits;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Sessions;

/// <summary>
/// One SSH session, the child of its device. It tells its parent when the device has accepted the login, when the device
/// is silent and when it is heard again, and how the session ended, and has nothing else to do; when it is stopped, so is the session.
/// </summary>
public sealed class SessionActor : ReceiveActor, IWithTimers, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly SessionRecorder _recorder;
    private readonly SessionRequest _request;
    private readonly int _attempt;
    private readonly Func<TimeSpan> _patience;
    private readonly TimeProvider _clock;
    private readonly SessionPulse _pulse;
    private readonly long _began;
    private bool _isStalled;

    /// <summary>A session that starts with the actor.</summary>
    /// <param name="recorder">Holds it and stores what it gives.</param>
    /// <param name="request">The session.</param>
    /// <param name="attempt">Number of the session in the run.</param>
    /// <param name="patience">Silence after which the parent is told, as it is at present.</param>
    /// <param name="clock">The clock.</param>
    public SessionActor(
        SessionRecorder recorder, SessionRequest request, int attempt, Func<TimeSpan> patience, TimeProvider clock)
    {
        _recorder = recorder;
        _attempt = attempt;
        _patience = patience;
        _clock = clock;
        _began = clock.GetTimestamp();
        var parent = Context.Parent;
        var self = Self;
        _pulse = new SessionPulse(clock, () => parent.Tell(SessionRouter.LoggedIn.Instance, self));
        // What typing ahead did to the first session, it is not to do to the next.
        _request = request with { Observer = _pulse, TypesAhead = attempt == 1 };

        Receive<Abandon>(_ => _cancellation.Cancel());
        Receive<SilenceDue>(_ => Listen());
        Receive<SessionOutcome>(outcome => Context.Parent.Tell(new Ended(_attempt, outcome, Report(outcome))));
        Receive<Status.Failure>(failure => throw new InvalidOperationException(
            $"The session with {request.Device.Name} crashed: {failure.Cause.Message}", failure.Cause));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _recorder.HoldAsync(_request, _cancellation.Token).PipeTo(Self);
        Listen();
    }

    private void Listen()
    {
        var patience = _patience();
        var left = patience - _pulse.Silence;
        var isStalled = left <= TimeSpan.Zero;
        if (isStalled != _isStalled)
        {
            _isStalled = isStalled;
            Context.Parent.Tell(isStalled ? SessionRouter.Stalled.Instance : SessionRouter.HeardAgain.Instance);
        }

        Timers.StartSingleTimer(
            nameof(SilenceDue), SilenceDue.Instance, isStalled ? patience / 3 : left + TimeSpan.FromMilliseconds(1));
    }

    private SessionReport Report(SessionOutcome outcome) => new(
        outcome.Failure, _pulse.IsLoggedIn, _clock.GetElapsedTime(_began) - outcome.StoreWait, _pulse.Commands, _pulse.Answering);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cancellation.Cancel();
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    /// <summary>End the session now; what it has collected is kept.</summary>
    public sealed class Abandon : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Abandon Instance { get; } = new();
    }

    /// <summary>The session has ended and its outputs are stored.</summary>
    /// <param name="Attempt">Which session, so that a late answer is told from a current one.</param>
    /// <param name="Outcome">What it came to.</param>
    /// <param name="Report">How it went.</param>
    public sealed record Ended(int Attempt, SessionOutcome Outcome, SessionReport Report) : ILocalMessage;

    private sealed class SilenceDue : ILocalMessage
    {
        public static SilenceDue Instance { get; } = new();
    }
}
