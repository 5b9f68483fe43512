using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>
/// Grants permits to hold sessions: <c>fleet.sessions.parallelism</c> of them. A router of permits and not of work, so
/// that no work queues up in mailboxes; holders are watched, so that a dead one's permit returns.
/// </summary>
public sealed class SessionRouter : ReceiveActor
{
    private readonly PermitPool<IActorRef> _permits;
    private bool _isPaused;

    /// <summary>A router with a fixed number of permits.</summary>
    public SessionRouter(int parallelism)
    {
        _permits = new PermitPool<IActorRef>(parallelism);

        Receive<Request>(_ =>
        {
            Context.Watch(Sender);
            _permits.Request(Sender);
            Grant();
        });
        Receive<LoggedIn>(_ => { });
        Receive<Stalled>(_ => { });
        Receive<Return>(_ => Release(Sender));
        Receive<Pause>(_ => _isPaused = true);
        Receive<Resume>(_ =>
        {
            _isPaused = false;
            Grant();
        });
        Receive<Terminated>(dead => Release(dead.ActorRef));
    }

    private void Release(IActorRef who)
    {
        Context.Unwatch(who);
        _permits.Release(who);
        Grant();
    }

    private void Grant()
    {
        while (!_isPaused && _permits.TryGrant(out var who))
        {
            who.Tell(Granted.Instance);
        }
    }

    /// <summary>The sender asks for a permit; it is granted or denied later, in turn.</summary>
    /// <param name="Site">The device's site.</param>
    /// <param name="Credential">The credential that it will log in with.</param>
    /// <param name="IsRetry">Whether a session of this run has failed before: retries wait behind first attempts.</param>
    public sealed record Request(string Site, string Credential, bool IsRetry) : ILocalMessage;

    /// <summary>The receiver may hold one session now, and must return the permit.</summary>
    public sealed class Granted : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Granted Instance { get; } = new();
    }

    /// <summary>The receiver gets no permit in this run, and waits for none any more.</summary>
    /// <param name="Failure"><see cref="FailureClass.CredentialPaused"/> or <see cref="FailureClass.SiteUnavailable"/>.</param>
    /// <param name="Reason">One line for people.</param>
    public sealed record Denied(FailureClass Failure, string Reason) : ILocalMessage;

    /// <summary>The device has accepted the sender's login.</summary>
    public sealed class LoggedIn : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static LoggedIn Instance { get; } = new();
    }

    /// <summary>
    /// The sender's session has heard nothing for a while. It keeps what it holds of its site and credential, but no
    /// longer counts against the parallelism: it does not use this machine, and must not hold up others.
    /// </summary>
    public sealed class Stalled : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Stalled Instance { get; } = new();
    }

    /// <summary>Nobody gets a permit until <see cref="Resume"/>: what sessions give could not be stored.</summary>
    /// <param name="Reason">One line for people.</param>
    public sealed record Pause(string Reason) : ILocalMessage;

    /// <summary>Permits are granted again.</summary>
    public sealed class Resume : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Resume Instance { get; } = new();
    }

    /// <summary>The sender gives its permit back, or no longer waits for one.</summary>
    /// <param name="Session">How the session went; <see langword="null"/> when none was held.</param>
    public sealed record Return(SessionReport? Session) : ILocalMessage;
}

/// <summary>What a session tells those who decide how many there should be.</summary>
/// <param name="Failure">Why it broke; <see langword="null"/> when it did not.</param>
/// <param name="LoggedIn">Whether the device had accepted the login.</param>
/// <param name="Elapsed">How long it took, its outputs stored.</param>
/// <param name="Commands">Commands that were answered.</param>
/// <param name="Answering">Time spent waiting for those answers.</param>
public sealed record SessionReport(
    FailureClass? Failure, bool LoggedIn, TimeSpan Elapsed, int Commands, TimeSpan Answering);

/// <summary>Starts the session router.</summary>
public static class SessionRouterHosting
{
    /// <summary>Adds the node's one <see cref="SessionRouter"/>.</summary>
    public static AkkaConfigurationBuilder WithSessionRouter(this AkkaConfigurationBuilder builder, int parallelism) =>
        builder.WithActors((system, registry) => registry.Register<SessionRouter>(
            system.ActorOf(Props.Create<SessionRouter>(parallelism), "session-router")));
}
