using Akka.Actor;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Sessions;

/// <summary>
/// One SSH session, the child of its device. It tells its parent how the session ended and has nothing else to do;
/// when it is stopped, so is the session.
/// </summary>
public sealed class SessionActor : ReceiveActor, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly SessionRecorder _recorder;
    private readonly SessionRequest _request;
    private readonly int _attempt;

    /// <summary>A session that starts with the actor.</summary>
    public SessionActor(SessionRecorder recorder, SessionRequest request, int attempt)
    {
        _recorder = recorder;
        _request = request;
        _attempt = attempt;

        Receive<Abandon>(_ => _cancellation.Cancel());
        Receive<Ended>(Context.Parent.Tell);
        Receive<Status.Failure>(failure => throw new InvalidOperationException(
            $"The session with {request.Device.Name} crashed: {failure.Cause.Message}", failure.Cause));
    }

    /// <inheritdoc/>
    protected override void PreStart() =>
        _recorder.HoldAsync(_request, _cancellation.Token)
            .PipeTo(Self, success: outcome => new Ended(_attempt, outcome));

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
    public sealed record Ended(int Attempt, SessionOutcome Outcome) : ILocalMessage;
}
