using Akka.Actor;
using Fleet.Collection.Devices;

namespace Fleet.LoadTests.Recovery;

/// <summary>
/// Tells every device to collect in a run in which it has collected everything: it answers as soon as it has recovered,
/// and only if it has recovered what it should.
/// </summary>
internal sealed class Recoveries : ReceiveActor
{
    public Recoveries(IActorRef devices, int count, int? events, TaskCompletionSource done)
    {
        var left = count;
        Receive<DeviceReply.Finished>(finished =>
        {
            if (finished.Cancelled || finished.Failed)
            {
                done.TrySetException(new InvalidOperationException($"{finished.Device} has recovered a wrong state"));
            }
            else if (--left == 0)
            {
                done.TrySetResult();
            }
        });
        ReceiveAny(other => done.TrySetException(new InvalidOperationException($"unexpected: {other}")));

        for (var i = 0; i < count; i++)
        {
            devices.Tell(new DeviceCommand.Collect(
                SimulatedHistory.NameOf(i), SimulatedHistory.LastRunOf(i, events), SimulatedHistory.Commands));
        }
    }
}
