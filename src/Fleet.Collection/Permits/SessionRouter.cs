using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Permits;

/// <summary>
/// Grants permits to hold sessions: <c>fleet.sessions.parallelism</c> of them. A router of permits and not of work, so
/// that no work queues up in mailboxes; holders are watched, so that a dead one's permit returns.
/// </summary>
public sealed class SessionRouter : ReceiveActor
{
    private readonly PermitPool<IActorRef> _permits;

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
        Receive<Return>(_ => Release(Sender));
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
        while (_permits.TryGrant(out var who))
        {
            who.Tell(Granted.Instance);
        }
    }

    /// <summary>The sender asks for a permit; it is granted later, in turn.</summary>
    public sealed class Request : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Request Instance { get; } = new();
    }

    /// <summary>The receiver may hold one session now, and must return the permit.</summary>
    public sealed class Granted : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Granted Instance { get; } = new();
    }

    /// <summary>The sender gives its permit back, or no longer waits for one.</summary>
    public sealed class Return : ILocalMessage
    {
        /// <summary>The message.</summary>
        public static Return Instance { get; } = new();
    }
}

/// <summary>Starts the session router.</summary>
public static class SessionRouterHosting
{
    /// <summary>Adds the node's one <see cref="SessionRouter"/>.</summary>
    public static AkkaConfigurationBuilder WithSessionRouter(this AkkaConfigurationBuilder builder, int parallelism) =>
        builder.WithActors((system, registry) => registry.Register<SessionRouter>(
            system.ActorOf(Props.Create<SessionRouter>(parallelism), "session-router")));
}
