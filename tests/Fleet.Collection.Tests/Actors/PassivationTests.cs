using Akka.Actor;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits;

namespace Fleet.Collection.Tests.Actors;

/// <summary>Devices that leave the memory when they have nothing to do.</summary>
public sealed class PassivationTests : ActorTest
{
    [Fact]
    public void A_device_that_has_left_the_memory_comes_back_with_what_it_knew()
    {
        var devices = Start(TimeSpan.FromMilliseconds(50));
        devices.Tell(Collect(1, RunName), TestActor);
        ExpectReply<DeviceReply.Finished>();
        AwaitAssert(() => Assert.True(IsGone(devices, "r1")), TimeSpan.FromSeconds(10));

        devices.Tell(Collect(1, RunName), TestActor);

        Assert.Equal(new DeviceReply.Finished("R1", Failed: false, Cancelled: false), ExpectMsg<DeviceReply.Finished>());
        Assert.Single(Sessions.Asked);
    }

    [Fact]
    public void A_device_with_something_to_do_stays()
    {
        Journal.OnWrite = _ => FaultyJournal.Fault.Hang;
        var devices = Start(TimeSpan.FromMilliseconds(20));
        devices.Tell(Collect(1, RunName), TestActor);
        AwaitAssert(() => Assert.Single(Sessions.Asked));

        Thread.Sleep(200);

        Assert.False(IsGone(devices, "r1"));
        Journal.Gate.SetResult();
        ExpectEvent();
        ExpectReply<DeviceReply.Finished>();
    }

    [Fact]
    public void Nobody_hears_of_it_and_a_command_that_comes_meanwhile_is_not_lost()
    {
        // As soon as a device is idle it begins to leave, and the next command comes at any moment of that.
        var devices = Start(TimeSpan.FromMilliseconds(1));
        const int Runs = 150;
        var random = new Random(1);
        for (var run = 0; run < Runs; run++)
        {
            for (var device = 1; device <= 4; device++)
            {
                devices.Tell(Collect(device, $"20260101-{run:000000}-abcd"), TestActor);
            }

            for (var finished = 0; finished < 4;)
            {
                var reply = ExpectMsg<IDeviceMessage>(TimeSpan.FromSeconds(10));
                Assert.IsNotType<DeviceReply.Stopped>(reply);
                finished += reply is DeviceReply.Finished ? 1 : 0;
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(2 * random.NextDouble()));
        }

        Assert.Equal(4 * Runs, Sessions.Asked.Count);
    }

    [Fact]
    public async Task It_is_released_while_it_leaves()
    {
        var devices = Start(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 200; i++)
        {
            var reply = await devices.Ask<DeviceReply.Released>(
                new DeviceCommand.Release("R1"), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            Assert.False(reply.WasSetAside);
        }
    }

    private static DeviceCommand.Collect Collect(int device, string run) => new($"R{device}", run, ThreeCommands);

    private IActorRef Start(TimeSpan passivateAfter) => Sys.ActorOf(
        Props.Create<DeviceRouter>(Devices with { PassivateAfter = passivateAfter }), "passivating");

    private static bool IsGone(IActorRef devices, string key) =>
        ((ActorRefWithCell)devices).Underlying.GetSingleChild(key).IsNobody();
}
