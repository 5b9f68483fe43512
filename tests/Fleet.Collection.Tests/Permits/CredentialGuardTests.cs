using Akka.Actor;
using Akka.TestKit;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Tests.Actors;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

public sealed class CredentialGuardTests : ActorTest
{
    [Fact]
    public void The_count_survives_whatever_stops_the_guard()
    {
        var guard = Guard(out var router);
        for (var i = 1; i <= 2; i++)
        {
            guard.Tell(new CredentialGuard.Rejected("tacacs"));
            Assert.Equal(new CredentialStanding(i, null), router.ExpectMsg<CredentialGuard.Counted>().Standing);
        }

        Stop(guard);
        guard = Guard(out router, recovered: new CredentialStanding(2, null));
        guard.Tell(new CredentialGuard.Rejected("tacacs"));
        Assert.Equal(
            new CredentialStanding(3, "3 logins in a row were rejected"),
            router.ExpectMsg<CredentialGuard.Counted>().Standing);

        Stop(guard);
        Guard(out _, recovered: new CredentialStanding(3, "3 logins in a row were rejected"));
    }

    [Fact]
    public void An_accepted_login_ends_the_count_but_no_pause()
    {
        var guard = Guard(out var router);
        guard.Tell(new CredentialGuard.Rejected("tacacs"));
        guard.Tell(new CredentialGuard.Accepted("tacacs"));
        for (var i = 1; i <= 3; i++)
        {
            guard.Tell(new CredentialGuard.Rejected("tacacs"));
        }

        guard.Tell(new CredentialGuard.Accepted("tacacs"));
        var counted = Enumerable.Range(0, 4).Select(_ => router.ExpectMsg<CredentialGuard.Counted>().Standing).ToList();
        Assert.Equal([1, 1, 2, 3], counted.Select(s => s.Rejections));
        Stop(guard);
        Guard(out _, recovered: counted[^1]);
    }

    [Fact]
    public void One_release_ends_a_pause_and_a_second_one_changes_nothing()
    {
        var guard = Guard(out var router);
        for (var i = 1; i <= 3; i++)
        {
            guard.Tell(new CredentialGuard.Rejected("tacacs"));
            router.ExpectMsg<CredentialGuard.Counted>();
        }

        guard.Tell(new CredentialGuard.Release("tacacs", "test"), TestActor);
        Assert.True(ExpectMsg<CredentialGuard.Released>().WasPaused);
        router.ExpectMsg<CredentialGuard.Released>();
        guard.Tell(new CredentialGuard.Release("tacacs", "test"), TestActor);
        Assert.False(ExpectMsg<CredentialGuard.Released>().WasPaused);
        Stop(guard);
        Guard(out _, recovered: CredentialStanding.Good);
    }

    [Fact]
    public void The_router_grants_nothing_before_it_knows_what_is_paused()
    {
        var guard = Guard(out var probe);
        for (var i = 0; i < 3; i++)
        {
            guard.Tell(new CredentialGuard.Rejected("tacacs"));
            probe.ExpectMsg<CredentialGuard.Counted>();
        }

        Stop(guard);
        var router = NewRouter();
        router.Tell(new SessionRouter.Request("ams1", "tacacs", IsRetry: false), TestActor);
        router.Tell(new SessionRouter.Request("ams1", "lab", IsRetry: false), CreateTestProbe());
        Assert.Equal(FailureClass.CredentialPaused, ExpectMsg<SessionRouter.Denied>().Failure);
    }

    [Fact]
    public void A_rejection_that_cannot_be_written_down_holds_the_credential_back_until_it_can()
    {
        var board = new PermitBoard();
        var router = NewRouter(board);
        var devices = Enumerable.Range(0, 4).Select(_ => CreateTestProbe()).ToList();
        foreach (var device in devices)
        {
            router.Tell(new SessionRouter.Request("ams1", "tacacs", IsRetry: false), device);
        }

        for (var i = 0; i < 3; i++)
        {
            devices[i].ExpectMsg<SessionRouter.Granted>();
        }

        Journal.OnWrite = id => id == CredentialGuard.Id ? FaultyJournal.Fault.Fail : FaultyJournal.Fault.None;
        router.Tell(new SessionRouter.Return(Reports.Rejected), devices[0]);
        router.Tell(new SessionRouter.Return(Reports.Unreachable), devices[1]);
        router.Tell(new SessionRouter.Return(Reports.Unreachable), devices[2]);
        devices[3].ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        Assert.Contains("credential tacacs: few logins at once, until one is accepted", board.Current.Holdups);

        Journal.OnWrite = _ => FaultyJournal.Fault.None;
        devices[3].ExpectMsg<SessionRouter.Granted>();
    }

    [Fact]
    public void Rejections_pause_the_credential_everywhere_and_a_release_reaches_the_router()
    {
        var router = NewRouter();
        for (var i = 0; i < 3; i++)
        {
            var device = CreateTestProbe();
            router.Tell(new SessionRouter.Request($"site{i}", "tacacs", IsRetry: false), device);
            device.ExpectMsg<SessionRouter.Granted>();
            router.Tell(new SessionRouter.Return(Reports.Rejected), device);
        }

        var late = CreateTestProbe();
        router.Tell(new SessionRouter.Request("elsewhere", "tacacs", IsRetry: false), late);
        Assert.Contains("fleet release --credential tacacs", late.ExpectMsg<SessionRouter.Denied>().Reason, StringComparison.Ordinal);

        router.Tell(new CredentialGuard.Release("tacacs", "test"), TestActor);
        ExpectMsg<CredentialGuard.Released>();
        router.Tell(new SessionRouter.Request("elsewhere", "tacacs", IsRetry: false), late);
        late.ExpectMsg<SessionRouter.Granted>();
    }

    private IActorRef NewRouter(PermitBoard? board = null) => Sys.ActorOf(Props.Create<SessionRouter>(new SessionRouterOptions
    {
        Limit = new FixedLimit(50),
        Board = board ?? new PermitBoard(),
        Settings = new PermitSettings { PauseAfter = 3 },
        GuardRestart = TimeSpan.FromMilliseconds(50),
    }));

    private IActorRef Guard(out TestProbe router, CredentialStanding? recovered = null)
    {
        router = CreateTestProbe();
        var guard = Sys.ActorOf(Props.Create<CredentialGuard>(router.Ref, 3, TimeProvider.System));
        var standings = router.ExpectMsg<CredentialGuard.Recovered>().Standings;
        if (recovered is not null)
        {
            Assert.Equal(recovered, standings.Of("tacacs"));
        }

        return guard;
    }

    private void Stop(IActorRef guard)
    {
        Watch(guard);
        Sys.Stop(guard);
        ExpectTerminated(guard);
    }
}
