using CsCheck;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

public sealed class CredentialGateTests(ITestOutputHelper report)
{
    private static readonly PermitSettings Settings = new();

    [Fact]
    public void A_password_that_is_wrong_on_5000_devices_is_tried_no_oftener_than_the_pause_allows()
    {
        var run = new SimulatedLogins(5_000, parallelism: 50, Settings, seed: 1) { Accepts = (_, _, _) => false }.Run();

        Assert.Equal((10, 4_990), (run.Rejected, run.Denied));
        Assert.Equal("10 logins in a row were rejected", run.Standings.Of("tacacs").Paused);
    }

    [Fact]
    public void A_password_that_is_changed_in_the_middle_is_tried_at_most_as_often_as_the_pause_allows_and_permits_were_held() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 20], Gen.Double[0.1, 10], Gen.Double[0.05, 2], Gen.Double[0.05, 4], Gen.Int)
            .Sample(
                (parallelism, pauseAfter, seconds, login, work, seed) =>
                {
                    var settings = Settings with { PauseAfter = pauseAfter };
                    var changed = TimeSpan.FromSeconds(seconds);
                    var run = new SimulatedLogins(3_000, parallelism, settings, seed)
                    {
                        Accepts = (now, _, _) => now < changed,
                        LoginSeconds = login,
                        WorkSeconds = work,
                    }.Run();
                    Assert.InRange(run.Rejected, 0, pauseAfter + parallelism);
                    Assert.Equal(3_000, run.Collected + run.Rejected + run.Denied);
                },
                iter: 200);

    [Theory]
    [InlineData(0.15, 0.35, 100)]
    [InlineData(0.15, 0.35, 1_000)]
    [InlineData(2, 5, 200)]
    public void A_server_that_allows_50_at_once_costs_a_few_devices_and_hardly_any_time(
        double login, double work, int parallelism)
    {
        var rejected = new List<int>();
        for (var seed = 0; seed < 10; seed++)
        {
            var run = new SimulatedLogins(2_000, parallelism, Settings, seed)
            {
                Accepts = (_, _, loggedIn) => loggedIn < 50,
                LoginSeconds = login,
                WorkSeconds = work,
            }.Run();
            report.WriteLine($"{run.Rejected} rejected, {run.Now.TotalSeconds:0.0} s, most at once {run.MostAtServer}");
            Assert.Equal((2_000, 0), (run.Collected + run.Rejected, run.Denied));

            // As fast as 50 permits from start to end would be, give or take the beginning.
            Assert.InRange(run.Now.TotalSeconds, 0, 1.25 * 2_000 / (50 / (login + work)));
            rejected.Add(run.Rejected);
        }

        Assert.InRange(rejected.Average(), 0, 20);
        Assert.InRange(rejected.Max(), 0, 30);
    }

    [Fact]
    public void Devices_with_a_password_of_their_own_slow_down_nobody()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var own = new Random(seed);
            var hasOwn = Enumerable.Range(0, 5_000).Select(_ => own.Next(50) == 0).ToArray();
            var good = new SimulatedLogins(5_000, 50, Settings, seed).Run();
            var some = new SimulatedLogins(5_000, 50, Settings, seed) { Accepts = (_, device, _) => !hasOwn[device] }.Run();
            report.WriteLine($"{some.Rejected} rejected, {some.Now / good.Now:0.00} of the time without");

            Assert.Equal((5_000 - some.Rejected, hasOwn.Count(own => own), 0), (some.Collected, some.Rejected, some.Denied));
            Assert.InRange(some.Now / good.Now, 0, 1.15);
        }
    }

    [Fact]
    public void A_server_that_allows_ten_logins_a_second_refuses_none_when_that_is_set()
    {
        var settings = Settings with { Credential = new CredentialCaps(LoginsPerSecond: 10) };
        var (unset, set) = (WithRate(Settings), WithRate(settings));
        report.WriteLine($"unset: {unset.Rejected} rejected, {unset.Now.TotalSeconds:0} s; set: {set.Now.TotalSeconds:0} s");

        Assert.Equal((1_000, 0), (set.Collected, set.Rejected));
        Assert.InRange(set.Now.TotalSeconds, 95, 110);
        Assert.InRange(unset.Rejected, 1, 300);
        Assert.Equal(0, unset.Denied);

        static SimulatedLogins WithRate(PermitSettings settings)
        {
            // The server's bucket holds a little more than a second's worth: logins do not arrive as evenly as they leave.
            var (tokens, filled) = (15.0, TimeSpan.Zero);
            return new SimulatedLogins(1_000, 50, settings, seed: 3)
            {
                Accepts = (now, _, _) =>
                {
                    tokens = Math.Min(15, tokens + ((now - filled).TotalSeconds * 10.5));
                    filled = now;
                    return tokens >= 1 && tokens-- >= 1;
                },
            }.Run();
        }
    }

    [Fact]
    public void Until_a_login_is_accepted_only_so_many_are_under_way_as_may_be_rejected()
    {
        var pool = Pool();
        Assert.Equal(10, pool.Grants().Count);

        for (var i = 0; i < 4; i++)
        {
            pool.OnLoggedIn(i, default);
        }

        Assert.Equal(2, pool.Grants().Count);
    }

    [Fact]
    public void What_somebody_has_set_is_used_as_soon_as_a_login_is_accepted()
    {
        var pool = Pool(Settings with { Credential = new CredentialCaps(Sessions: 30) });
        Assert.Equal(10, pool.Grants().Count);

        pool.OnLoggedIn(0, default);

        Assert.Equal(20, pool.Grants().Count);
    }

    [Fact]
    public void Nobody_begins_from_a_rejection_until_the_guard_has_counted_it()
    {
        var pool = Pool();
        pool.Grants();
        Assert.Equal("tacacs", pool.OnReturned(0, Reports.Rejected, default));
        Assert.Empty(pool.Grants());
        Assert.Equal([("tacacs", 1)], pool.Undecided());

        // Nine more may be rejected, and nine are under way.
        pool.OnCounted("tacacs", 1, null);
        Assert.Empty(pool.Grants());
        pool.OnReturned(1, Reports.Unreachable, default);
        Assert.Single(pool.Grants());
    }

    [Fact]
    public void What_was_counted_before_a_restart_counts()
    {
        var pool = Pool();
        pool.OnStanding("tacacs", 7, null);
        Assert.Equal(3, pool.Grants().Count);
        Assert.Equal("tacacs", pool.OnLoggedIn(0, default));
        Assert.Null(pool.OnLoggedIn(1, default));
    }

    [Fact]
    public void A_paused_credential_turns_away_whoever_waits_or_comes_and_says_how_to_go_on()
    {
        var pool = Pool();
        pool.OnStanding("tacacs", 10, "10 logins in a row were rejected");
        Assert.Empty(pool.Grants());
        pool.Request(1_000, "ams1", "tacacs", isRetry: false, default);
        pool.Request(1_001, "ams1", "lab", isRetry: false, default);

        Assert.Equal([1_001], pool.Grants());
        Assert.True(pool.TryDeny(out _, out var denied));
        Assert.Equal(FailureClass.CredentialPaused, denied.Failure);
        Assert.Equal(
            "credential tacacs is paused: 10 logins in a row were rejected; when it is right, go on with: "
                + "fleet release --credential tacacs",
            denied.Reason);
        Assert.Equal(100, pool.Denials().Count);

        pool.OnReleased("tacacs");
        for (var i = 0; i < 100; i++)
        {
            pool.Request(i, "ams1", "tacacs", isRetry: false, default);
        }

        Assert.Equal(10, pool.Grants().Count);
    }

    [Fact]
    public void A_rejection_beside_sessions_that_are_logged_in_counts_only_when_none_was_accepted_for_long()
    {
        var pool = Pool();
        pool.Grants();
        pool.OnLoggedIn(0, default);

        Assert.Null(pool.OnReturned(1, Reports.Rejected, TimeSpan.FromSeconds(29)));
        Assert.Equal("tacacs", pool.OnReturned(2, Reports.Rejected, TimeSpan.FromSeconds(31)));
    }

    /// <summary>A hundred devices wait.</summary>
    private static PermitPool<int> Pool(PermitSettings? settings = null)
    {
        var pool = new PermitPool<int>(new FixedLimit(50), settings ?? Settings);
        for (var i = 0; i < 100; i++)
        {
            pool.Request(i, "ams1", "tacacs", isRetry: false, default);
        }

        return pool;
    }
}
