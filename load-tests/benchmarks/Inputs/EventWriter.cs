using Akka.Persistence;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;

namespace Fleet.LoadTests.Benchmarks.Inputs;

/// <summary>Persists the same event as often as it is told to.</summary>
internal sealed class EventWriter : ReceivePersistentActor
{
    public EventWriter(SessionRecorded @event, string journal)
    {
        JournalPluginId = journal;
        PersistenceId = DeviceActor.PersistenceIdOf(@event.Device.Name);
        Recover<IDeviceEvent>(_ => { });
        Command<Write>(write => Persist(@event, _ => write.Done.Signal()));
    }

    public override string PersistenceId { get; }

    internal sealed record Write(CountdownEvent Done) : ILocalMessage;
}
