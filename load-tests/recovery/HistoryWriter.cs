using Akka.Actor;
using Akka.Persistence;
using Fleet.Collection.Devices;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Recovery;

/// <summary>Writes a device's history into journal and snapshot store as the device's own actor would have.</summary>
internal sealed class HistoryWriter : ReceivePersistentActor
{
    private const int EventsPerSnapshot = 50;

    private DeviceState _state = DeviceState.Empty;
    private int _snapshots;
    private int _left;

    public HistoryWriter(string device, int events, TaskCompletionSource done)
    {
        PersistenceId = DeviceActor.PersistenceIdOf(device);
        Recover<IDeviceEvent>(_ => { });

        void FinishWhenDone()
        {
            if (_left == 0 && _snapshots == 0)
            {
                done.TrySetResult();
                Context.Stop(Self);
            }
        }

        Command<SaveSnapshotSuccess>(_ =>
        {
            _snapshots--;
            FinishWhenDone();
        });
        Command<SaveSnapshotFailure>(failure => done.TrySetException(failure.Cause));
        Command<Write>(_ =>
        {
            _left = events;
            var fact = new DeviceFact(device, "site", "linux", "192.0.2.1", 22);
            PersistAll(SimulatedHistory.SessionsOf(fact, events), e =>
            {
                _state = _state.Apply(e);
                _left--;
                if ((events - _left) % EventsPerSnapshot == 0)
                {
                    _snapshots++;
                    SaveSnapshot(_state);
                }

                FinishWhenDone();
            });
        });
        Self.Tell(new Write());
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        throw new InvalidOperationException($"{PersistenceId} cannot be written", cause);

    internal sealed record Write : Fleet.Collection.Serialization.ILocalMessage;
}
