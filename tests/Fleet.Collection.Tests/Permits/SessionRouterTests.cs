using Akka.Actor;
using Akka.TestKit;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Tests.Actors;

namespace Fleet.Collection.Tests.Permits;

public sealed class SessionRouterTests : ActorTest
{
    private readonly PermitBoard _board = new();

    [Fact]
    public void The_permit_of_a_holder_that_died_returns()
    {
        var router = NewRouter();
        var (first, second) = (Ask(router), Ask(router));
        first.ExpectMsg<SessionRouter.Granted>();
        second.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Sys.Stop(first);

        second.ExpectMsg<SessionRouter.Granted>();
    }

    [Fact]
    public void One_that_dies_while_it_waits_leaves_the_line()
    {
        var router = NewRouter();
        var (first, second, third) = (Ask(router), Ask(router), Ask(router));
        first.ExpectMsg<SessionRouter.Granted>();
        Sys.Stop(second);
        AwaitAssert(() => Assert.Equal(1, _board.Current.Waiting));
        router.Tell(new SessionRouter.Return(Reports.Good), first);

        third.ExpectMsg<SessionRouter.Granted>();
    }

    [Fact]
    public void Nobody_begins_during_a_pause_and_the_reason_is_shown()
    {
        var router = NewRouter();
        router.Tell(new SessionRouter.Pause("journal.db cannot be written: no space left on device"));
        var device = Ask(router);
        device.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Assert.Equal(["journal.db cannot be written: no space left on device"], _board.Current.Holdups);
        Assert.Equal((1, 0, 1), (_board.Current.Limit, _board.Current.Held, _board.Current.Waiting));

        router.Tell(SessionRouter.Resume.Instance);
        device.ExpectMsg<SessionRouter.Granted>();
        AwaitAssert(() => Assert.Equal((1, 0), (_board.Current.Held, _board.Current.Waiting)));
        Assert.Empty(_board.Current.Holdups);
    }

    [Fact]
    public void A_stalled_session_lets_the_next_begin()
    {
        var router = NewRouter();
        var (first, second) = (Ask(router), Ask(router));
        first.ExpectMsg<SessionRouter.Granted>();
        router.Tell(SessionRouter.Stalled.Instance, first);

        second.ExpectMsg<SessionRouter.Granted>();
        AwaitAssert(() => Assert.Equal((1, 1), (_board.Current.Held, _board.Current.Stalled)));
    }

    [Fact]
    public void A_stalled_session_that_is_heard_again_counts_again()
    {
        var router = NewRouter();
        var (first, second, third) = (Ask(router), Ask(router), Ask(router));
        first.ExpectMsg<SessionRouter.Granted>();
        router.Tell(SessionRouter.Stalled.Instance, first);
        second.ExpectMsg<SessionRouter.Granted>();
        router.Tell(SessionRouter.HeardAgain.Instance, first);

        AwaitAssert(() => Assert.Equal((2, 0), (_board.Current.Held, _board.Current.Stalled)));
        router.Tell(new SessionRouter.Return(null), second);
        third.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        router.Tell(new SessionRouter.Return(null), first);
        third.ExpectMsg<SessionRouter.Granted>();
    }

    [Fact]
    public void Time_alone_lets_logins_go_on()
    {
        var router = NewRouter(limit: 100, new CredentialCaps(LoginsPerSecond: 5));
        var devices = Enumerable.Range(0, 7).Select(_ => Ask(router)).ToList();

        Assert.All(devices, device => device.ExpectMsg<SessionRouter.Granted>());
    }

    private static TestProbe AskAs(TestProbe device, IActorRef router)
    {
        router.Tell(new SessionRouter.Request("ams1", "lab", IsRetry: false), device);
        return device;
    }

    private TestProbe Ask(IActorRef router) => AskAs(CreateTestProbe(), router);

    private IActorRef NewRouter(int limit = 1, CredentialCaps caps = default) =>
        Sys.ActorOf(Props.Create<SessionRouter>(new SessionRouterOptions
        {
            Limit = new FixedLimit(limit),
            Board = _board,
            Settings = new PermitSettings { Credential = caps },
        }));
}
