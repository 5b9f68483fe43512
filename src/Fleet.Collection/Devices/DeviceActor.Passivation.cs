using Akka.Actor;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Devices;

/// <content>A device with nothing to do leaves the memory: the journal has all that it knows.</content>
public sealed partial class DeviceActor
{
    /// <summary>From now on it counts how long there is nothing to do.</summary>
    private static void StayFor(TimeSpan? time) => Context.SetReceiveTimeout(time);

    private void PassivatesWhenIdle()
    {
        Command<ReceiveTimeout>(_ => Context.Parent.Tell(new Passivate(_name)));
        Command<Stop>(_ =>
        {
            Context.Parent.Tell(new Passivated(_name));
            Context.Stop(Self);
        });
    }

    private void StaysWhileBusy()
    {
        Command<ReceiveTimeout>(_ => { });
        Command<Stop>(_ => Context.Parent.Tell(new Busy(_name)));
    }

    /// <summary>There has been nothing to do for a while; the parent may send <see cref="Stop"/>.</summary>
    internal sealed record Passivate(string Device) : ILocalMessage;

    /// <summary>Stop if there is still nothing to do.</summary>
    internal sealed class Stop : ILocalMessage
    {
        private Stop()
        {
        }

        public static Stop Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Stop"/> of an actor that does so.</summary>
    internal sealed record Passivated(string Device) : ILocalMessage;

    /// <summary>The answer to <see cref="Stop"/> of an actor that has got work before.</summary>
    internal sealed record Busy(string Device) : ILocalMessage;
}
