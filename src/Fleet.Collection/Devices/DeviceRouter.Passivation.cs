using Akka.Actor;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Devices;

/// <content>
/// Between <see cref="DeviceActor.Stop"/> and the end of a device's actor, what comes for the device waits here, and goes to
/// its next actor; as shards of Akka.Cluster.Sharding do it.
/// </content>
public sealed partial class DeviceRouter
{
    private readonly Dictionary<string, Passivation> _passivations = [];

    private void PassivatesDevices()
    {
        Receive<DeviceActor.Passivate>(p => OnPassivate(p.Device));
        Receive<DeviceActor.Passivated>(p => OnPassivated(p.Device));
        Receive<DeviceActor.Busy>(b => OnBusy(b.Device));
    }

    private void OnPassivate(string device)
    {
        var key = KeyOf(device);
        var isUnwritten = _errands.TryGetValue(key, out var errand) && errand.Phase != ErrandPhase.UnderWay;
        if (!isUnwritten && Sender.Equals(Context.Child(key)) && _passivations.TryAdd(key, new Passivation()))
        {
            Sender.Tell(DeviceActor.Stop.Instance);
        }
    }

    private void OnPassivated(string device)
    {
        if (_passivations.TryGetValue(KeyOf(device), out var passivation))
        {
            passivation.IsDone = true;
        }
    }

    private void OnBusy(string device)
    {
        if (_passivations.Remove(KeyOf(device), out var passivation))
        {
            passivation.Held.ForEach(held => DeviceOf(device).Tell(held.Message, held.From));
        }
    }

    /// <summary>To the device's actor, or to its next one.</summary>
    private void Deliver(IDeviceMessage message, IActorRef from)
    {
        if (_passivations.TryGetValue(KeyOf(message.Device), out var passivation))
        {
            passivation.Held.Add((message, from));
        }
        else
        {
            DeviceOf(message.Device).Tell(message, from);
        }
    }

    /// <summary>A device's actor has stopped; if that was its passivation, nobody need hear of it.</summary>
    private void OnTerminated(string key)
    {
        if (!_passivations.Remove(key, out var passivation) || !passivation.IsDone)
        {
            OnStopped(key);
        }
        else if (passivation.Held.Count == 0)
        {
            _errands.Remove(key);
        }

        // An errand that waits for the journal has noted what was held.
        if (passivation is not null && !(_errands.TryGetValue(key, out var errand) && errand.Phase == ErrandPhase.Waiting))
        {
            passivation.Held.ForEach(held => DeviceOf(held.Message.Device).Tell(held.Message, held.From));
        }
    }

    private sealed class Passivation
    {
        /// <summary>Whether the actor stops because it is told to, and not by a failure before.</summary>
        public bool IsDone { get; set; }

        public List<(IDeviceMessage Message, IActorRef From)> Held { get; } = [];
    }
}
