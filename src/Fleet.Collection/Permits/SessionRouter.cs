using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>
/// Grants permits to hold sessions, as the <see cref="PermitPool{T}"/> says. A router of permits and not of work, so that
/// no work queues up in mailboxes; holders are watched, so that a dead one's permit returns. Nothing is granted before the
/// <see cref="CredentialGuard"/> has said which credentials are paused.
/// </summary>
public sealed class SessionRouter : ReceiveActor, IWithTimers
{
    // Not to be woken a moment too early, and again.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(100);

    private readonly SessionRouterOptions _options;
    private readonly PermitPool<IActorRef> _pool;
    private readonly long _began;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _guard = ActorRefs.Nobody;
    private bool _isGuarded;
    private string? _paused;
    private TimeSpan _published = -PublishEvery;

    /// <summary>A router without holders.</summary>
    public SessionRouter(SessionRouterOptions options)
    {
        _options = options;
        _pool = new PermitPool<IActorRef>(
            options.Limit, options.Settings, options.SiteSessions, options.CredentialCaps);
        _began = options.Clock.GetTimestamp();

        Receive<Request>(request =>
        {
            Context.Watch(Sender);
            _pool.Request(Sender, request.Site, request.Credential, request.IsRetry, Now, request.GivesWay);
            Proceed();
        });
        Receive<LoggedIn>(_ =>
        {
            if (_pool.OnLoggedIn(Sender, Now) is { } accepted)
            {
                _guard.Tell(new CredentialGuard.Accepted(accepted));
            }

            Proceed();
        });
        Receive<Stalled>(_ =>
        {
            _pool.OnStalled(Sender, Now);
            Proceed();
        });
        Receive<HeardAgain>(_ =>
        {
            _pool.OnHeardAgain(Sender, Now);
            Proceed();
        });
        Receive<Return>(returned => TakeBack(Sender, returned.Session));
        Receive<Pause>(pause =>
        {
            _paused = pause.Reason;
            Proceed();
        });
        Receive<Resume>(_ =>
        {
            _paused = null;
            Proceed();
        });
        Receive<TimeHasCome>(_ => Proceed());
        Receive<PublishDue>(_ => Publish());

        Receive<CredentialGuard.Recovered>(recovered => OnRecovered(recovered.Standings));
        Receive<CredentialGuard.Counted>(counted =>
        {
            _pool.OnCounted(counted.Credential, counted.Standing.Rejections, counted.Standing.Paused);
            Proceed();
        });
        Receive<CredentialGuard.Released>(released =>
        {
            _pool.OnReleased(released.Credential);
            Proceed();
        });
        Receive<CredentialGuard.Release>(release => _guard.Forward(release));
        Receive<StartGuard>(_ => Guard());
        Receive<Terminated>(dead =>
        {
            if (dead.ActorRef.Equals(_guard))
            {
                // It could not write or read. Credentials that it was to decide on stay suspended meanwhile.
                _log.Warning("The guard of the credentials stopped; it is started anew");
                Timers.StartSingleTimer(nameof(StartGuard), StartGuard.Instance, options.GuardRestart);
            }
            else
            {
                TakeBack(dead.ActorRef, session: null);
            }
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _options.Clock.GetElapsedTime(_began);

    /// <inheritdoc/>
    protected override void PreStart() => Guard();

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Guard() => _guard = Context.Watch(Context.ActorOf(
        Props.Create<CredentialGuard>(Self, _options.Settings.PauseAfter, _options.Clock)));

    private void OnRecovered(CredentialStandings standings)
    {
        foreach (var (credential, standing) in standings.Credentials)
        {
            _pool.OnStanding(credential, standing.Rejections, standing.Paused);
        }

        // What the last guard was told and did not answer; if it had written it down, it counts twice, to be safe.
        foreach (var (credential, rejections) in _pool.Undecided())
        {
            for (var i = 0; i < rejections; i++)
            {
                _guard.Tell(new CredentialGuard.Rejected(credential));
            }
        }

        _isGuarded = true;
        Proceed();
    }

    private void TakeBack(IActorRef who, SessionReport? session)
    {
        Context.Unwatch(who);
        if (_pool.OnReturned(who, session, Now) is { } rejected)
        {
            _guard.Tell(new CredentialGuard.Rejected(rejected));
        }

        Proceed();
    }

    private void Proceed()
    {
        var now = Now;
        while (_isGuarded && _paused is null && _pool.TryGrant(now, out var who))
        {
            who.Tell(Granted.Instance);
        }

        while (_isGuarded && _pool.TryDeny(out var who, out var denied))
        {
            Context.Unwatch(who);
            who.Tell(denied);
        }

        if (_pool.NextAt(now) is { } next)
        {
            Timers.StartSingleTimer(nameof(TimeHasCome), TimeHasCome.Instance, next - now + Tick);
        }

        if (now - _published >= PublishEvery)
        {
            Publish();
        }
        else if (!Timers.IsTimerActive(nameof(PublishDue)))
        {
            Timers.StartSingleTimer(nameof(PublishDue), PublishDue.Instance, PublishEvery);
        }
    }

    private void Publish()
    {
        _published = Now;
        _options.Board.Current = _pool.ToStatus(
            _isGuarded ? _paused is null ? [] : [_paused] : ["the journal has not said yet which credentials are paused"]);
    }

    /// <summary>The sender asks for a permit; it is granted or denied later, in turn.</summary>
    /// <param name="Site">The device's site.</param>
    /// <param name="Credential">The credential that it will log in with.</param>
    /// <param name="IsRetry">Whether a session of this run has failed before: retries wait behind first attempts.</param>
    /// <param name="GivesWay">Whether it waits with the retries all the same: the device failed last time.</param>
    public sealed record Request(string Site, string Credential, bool IsRetry, bool GivesWay = false) : ILocalMessage;

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

    /// <summary>The sender's session was <see cref="Stalled"/> and is no longer: it counts again.</summary>
    public sealed class HeardAgain : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static HeardAgain Instance { get; } = new();
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

    /// <summary>Time alone may have opened a site or credential.</summary>
    private sealed class TimeHasCome : ILocalMessage
    {
        public static TimeHasCome Instance { get; } = new();
    }

    private sealed class PublishDue : ILocalMessage
    {
        public static PublishDue Instance { get; } = new();
    }

    private sealed class StartGuard : ILocalMessage
    {
        public static StartGuard Instance { get; } = new();
    }
}

/// <summary>What a session tells those who decide how many there should be.</summary>
/// <param name="Failure">Why it broke; <see langword="null"/> when it did not.</param>
/// <param name="LoggedIn">Whether the device had accepted the login.</param>
/// <param name="Elapsed">How long it took, its outputs stored.</param>
/// <param name="Commands">Commands that were answered.</param>
/// <param name="Answering">Time spent waiting for those answers.</param>
public sealed record SessionReport(
    FailureClass? Failure, bool LoggedIn, TimeSpan Elapsed, int Commands, TimeSpan Answering);

/// <summary>What a <see cref="SessionRouter"/> needs.</summary>
public sealed record SessionRouterOptions
{
    /// <summary>Sessions at once.</summary>
    public required IParallelismLimit Limit { get; init; }

    /// <summary>Where the status is shown.</summary>
    public PermitBoard Board { get; init; } = new();

    /// <summary>The other bounds.</summary>
    public PermitSettings Settings { get; init; } = new();

    /// <summary>Sessions at once at a site, 0 for any number; as the settings say without.</summary>
    public Func<string, int>? SiteSessions { get; init; }

    /// <summary>What a credential may do; as the settings say without.</summary>
    public Func<string, CredentialCaps>? CredentialCaps { get; init; }

    /// <summary>Wait before a guard that stopped is started anew.</summary>
    public TimeSpan GuardRestart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Starts the session router.</summary>
public static class SessionRouterHosting
{
    /// <summary>Adds the node's one <see cref="SessionRouter"/>.</summary>
    public static AkkaConfigurationBuilder WithSessionRouter(
        this AkkaConfigurationBuilder builder, SessionRouterOptions options) =>
        builder.WithActors((system, registry) => registry.Register<SessionRouter>(
            system.ActorOf(Props.Create<SessionRouter>(options), "session-router")));
}
