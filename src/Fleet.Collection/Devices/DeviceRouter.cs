using Akka.Actor;
using Akka.Hosting;

namespace Fleet.Collection.Devices;

/// <summary>
/// Brings messages to devices in a single process: a device's actor starts with the first message for it. One that
/// crashes is stopped, and whoever had told it to collect hears of it and may tell it again: the journal knows how far
/// it was.
/// </summary>
public sealed class DeviceRouter : ReceiveActor
{
    private readonly DeviceContext _context;
    private readonly Dictionary<IActorRef, Collector> _collectors = [];

    /// <summary>A router without devices yet.</summary>
    public DeviceRouter(DeviceContext context)
    {
        _context = context;
        Receive<DeviceCommand.Collect>(collect =>
        {
            var device = DeviceOf(collect.Device);
            _collectors[device] = new Collector(collect.Device, Sender);
            device.Forward(collect);
        });
        Receive<IDeviceMessage>(message => DeviceOf(message.Device).Forward(message));
        Receive<Terminated>(dead =>
        {
            if (_collectors.Remove(dead.ActorRef, out var collector))
            {
                collector.Ref.Tell(new DeviceReply.Stopped(collector.Device));
            }
        });
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private IActorRef DeviceOf(string name)
    {
        var key = Uri.EscapeDataString(name.ToLowerInvariant());
        var child = Context.Child(key);
        return child.IsNobody()
            ? Context.Watch(Context.ActorOf(Props.Create<DeviceActor>(_context.Devices[name].Name, _context), key))
            : child;
    }

    private sealed record Collector(string Device, IActorRef Ref);
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
