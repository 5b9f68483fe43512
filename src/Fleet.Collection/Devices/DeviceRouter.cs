using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Devices;

/// <summary>
/// Brings messages to devices in a single process: a device's actor starts with the first message for it. One that
/// crashes is stopped, and whoever had told it to collect hears of it and may tell it again: the journal knows how far
/// it was. One that stops because the journal cannot be written or read leaves its work here, until another can go on.
/// </summary>
public sealed partial class DeviceRouter : ReceiveActor, IWithTimers
{
    private readonly DeviceContext _context;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, Errand> _errands = [];

    /// <summary>A router without devices yet.</summary>
    public DeviceRouter(DeviceContext context)
    {
        _context = context;

        // Who holds permits is known to that actor alone; without it nobody would ever get one again.
        Context.Watch(context.SessionRouter);
        Receive<Terminated>(dead => dead.ActorRef.Equals(context.SessionRouter), _ => Context.Stop(Self));
        Receive<Terminated>(dead => OnTerminated(dead.ActorRef.Path.Name));
        Receive<IDeviceMessage>(message => Route(message, Sender));
        Receive<Drop>(OnDrop);
        KeepsWhatIsUnwritten();
        PassivatesDevices();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Route(IDeviceMessage message, IActorRef from)
    {
        _errands.TryGetValue(KeyOf(message.Device), out var errand);
        if (message is DeviceCommand.Collect collect && errand is not { Phase: not ErrandPhase.UnderWay })
        {
            _errands[KeyOf(collect.Device)] = new Errand(collect.Device, collect, from);
        }
        else if (errand is not null)
        {
            errand.Add(message, from);
            if (errand.Phase == ErrandPhase.Waiting)
            {
                if (errand.IsAbandoned)
                {
                    Leave(errand);
                }

                return;
            }
        }

        Deliver(message, from);
    }

    /// <summary>A device's actor has stopped.</summary>
    private void OnStopped(string key)
    {
        if (!_errands.TryGetValue(key, out var errand))
        {
            return;
        }

        errand.IsStopped = true;
        if (errand.Phase != ErrandPhase.Waiting)
        {
            // It crashed by itself, and with it went what it may have had in hand.
            Forget(errand);
            errand.From.Tell(new DeviceReply.Stopped(errand.Device));
            TryLater();
        }
    }

    private void OnDrop(Drop drop)
    {
        var child = Context.Child(KeyOf(drop.Device));
        if (child.IsNobody())
        {
            Sender.Tell(new DeviceReply.Stopped(drop.Device));
        }
        else
        {
            Context.Stop(child);
        }
    }

    private IActorRef DeviceOf(string name)
    {
        var child = Context.Child(KeyOf(name));
        return child.IsNobody()
            ? Context.Watch(Context.ActorOf(
                Props.Create<DeviceActor>(_context.Devices[name].Name, _context), KeyOf(name)))
            : child;
    }

    private static string KeyOf(string device) => Uri.EscapeDataString(device.ToLowerInvariant());

    /// <summary>Stop a device's actor, whatever it does; <see cref="DeviceReply.Stopped"/> says when that has happened.</summary>
    /// <param name="Device">The device's name.</param>
    public sealed record Drop(string Device) : ILocalMessage;
}

/// <summary>Starts the device router.</summary>
public static class DeviceRouterHosting
{
    /// <summary>Adds the local <see cref="DeviceRouter"/>, which needs the session router.</summary>
    public static AkkaConfigurationBuilder WithDeviceRouter(
        this AkkaConfigurationBuilder builder, Func<IActorRegistry, DeviceContext> context) =>
        builder.WithActors((system, registry) =>
        {
            var devices = context(registry);
            registry.Register<DeviceRouter>(
                system.ActorOf(Props.Create<DeviceRouter>(devices), "devices"));
        });
}
