using Akka.Actor;

namespace Fleet.Collection.Devices;

/// <summary>
/// What a device was last told to collect, and what of it waits for the journal. It outlives the device's actor, which
/// stops when the journal fails.
/// </summary>
/// <param name="device">The device's name.</param>
/// <param name="collect">The command.</param>
/// <param name="from">Who gave it.</param>
internal sealed class Errand(string device, DeviceCommand.Collect collect, IActorRef from)
{
    private readonly List<(IDeviceMessage Message, IActorRef From)> _since = [];

    public string Device => device;

    public DeviceCommand.Collect Collect => collect;

    /// <summary>Whoever told the device to collect.</summary>
    public IActorRef From => from;

    public ErrandPhase Phase { get; set; }

    /// <summary>The session whose event is not written.</summary>
    public DeviceActor.Kept? Kept { get; set; }

    /// <summary>Whether the device's actor has stopped, so that another may start.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Whether nothing shall be waited for any more.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Times that the journal has refused the event.</summary>
    public int Rejections { get; set; }

    /// <summary>Another message for the device, which its next actor must be told as well.</summary>
    public void Add(IDeviceMessage message, IActorRef sender)
    {
        _since.Add((message, sender));
        IsAbandoned |= message is DeviceCommand.Abandon;
    }

    /// <summary>Tells a new actor of the device everything that the one before knew.</summary>
    public void TellTo(IActorRef actor)
    {
        actor.Tell(new DeviceActor.Resume(Kept));
        if (Kept?.Assignment.Collect.Run != collect.Run)
        {
            actor.Tell(collect, from);
        }

        foreach (var (message, sender) in _since)
        {
            actor.Tell(message, sender);
        }
    }
}

/// <summary>How far an errand is.</summary>
internal enum ErrandPhase
{
    /// <summary>The device's actor is at it, or through with it.</summary>
    UnderWay,

    /// <summary>It waits for the journal; no actor is at it.</summary>
    Waiting,

    /// <summary>A new actor tries whether the journal can be written.</summary>
    Trying,
}
