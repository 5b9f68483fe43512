using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

public sealed class SiteCircuitTests
{
    private static readonly CircuitSettings Settings = new();

    private readonly SiteCircuit _circuit = new(Settings);

    [Fact]
    public void A_site_of_which_no_device_answers_is_left_alone()
    {
        Assert.Equal(SiteCircuit.Results, Results(_circuit, 100, _ => true));
        Assert.False(_circuit.IsClosed);
        Assert.False(_circuit.Allows(TimeSpan.FromSeconds(4.9)));
        Assert.True(_circuit.Allows(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void One_device_of_ten_that_answers_changes_nothing()
    {
        Results(_circuit, 20, i => i % 10 != 9);
        Assert.False(_circuit.IsClosed);
    }

    [Fact]
    public void Results_that_are_old_do_not_count()
    {
        Results(_circuit, SiteCircuit.Results - 1, _ => true);
        _circuit.OnResult(_circuit.OnBegun(isRetry: false), failed: true, TimeSpan.FromMinutes(5.1));
        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void Retries_say_nothing_about_a_site()
    {
        for (var i = 0; i < 100; i++)
        {
            _circuit.OnResult(_circuit.OnBegun(isRetry: true), failed: true, default);
        }

        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void Devices_that_take_long_to_fail_are_seen_among_those_that_began_with_them()
    {
        // Of 100 devices that begin at once 30 do not answer: the last 30 results are failures.
        var tickets = Enumerable.Range(0, 100).Select(_ => _circuit.OnBegun(isRetry: false)).ToList();
        for (var i = 0; i < 100; i++)
        {
            if (i % 10 >= 3)
            {
                _circuit.OnResult(tickets[i], failed: false, TimeSpan.FromSeconds(1));
            }
        }

        for (var i = 0; i < 100; i++)
        {
            if (i % 10 < 3)
            {
                _circuit.OnResult(tickets[i], failed: true, TimeSpan.FromSeconds(15));
            }
        }

        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void Devices_that_fail_at_once_are_seen_among_those_that_began_with_them()
    {
        var tickets = Enumerable.Range(0, 100).Select(_ => _circuit.OnBegun(isRetry: false)).ToList();
        for (var i = 0; i < 100; i += 3)
        {
            _circuit.OnResult(tickets[i], failed: true, default);
        }

        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void When_every_third_device_fails_by_itself_hardly_a_site_in_ten_thousand_is_left_alone()
    {
        var random = new Random(4);
        var opened = 0;
        for (var site = 0; site < 100_000; site++)
        {
            var circuit = new SiteCircuit(Settings);
            Results(circuit, 28, _ => random.NextDouble() < 0.3);
            opened += circuit.IsClosed ? 0 : 1;
        }

        Assert.InRange(opened, 0, 10);
    }

    [Fact]
    public void One_probe_decides_and_each_that_fails_doubles_the_time()
    {
        Results(_circuit, 100, _ => true);
        var (now, holds) = (TimeSpan.FromSeconds(5), new List<double>());
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(i >= 3, _circuit.IsUnavailable);
            var probe = _circuit.OnBegun(isRetry: true);
            Assert.False(_circuit.Allows(now + TimeSpan.FromDays(1)));
            _circuit.OnResult(probe, failed: true, now);
            holds.Add((_circuit.ProbeAt!.Value - now).TotalSeconds);
            now = _circuit.ProbeAt.Value;
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300], holds);
        Assert.False(_circuit.Denies(now));
        _circuit.OnResult(_circuit.OnBegun(isRetry: false), failed: false, now);
        Assert.True(_circuit.IsClosed);
        Assert.Equal(SiteCircuit.Results, Results(_circuit, 100, _ => true, now));
        Assert.Equal(now + TimeSpan.FromSeconds(5), _circuit.ProbeAt);
    }

    [Fact]
    public void A_probe_that_never_was_leaves_its_place_to_another()
    {
        Results(_circuit, 100, _ => true);
        var probe = _circuit.OnBegun(isRetry: false);
        Assert.False(_circuit.Allows(TimeSpan.FromSeconds(9)));
        _circuit.OnForgotten(probe, TimeSpan.FromSeconds(9));
        Assert.True(_circuit.Allows(TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void Those_who_wait_for_a_dead_site_are_turned_away_after_the_last_probe_and_others_go_on()
    {
        var pool = new PermitPool<string>(new FixedLimit(20), new PermitSettings { PauseAfter = 100 });
        for (var i = 0; i < 100; i++)
        {
            pool.Request($"dead{i}", "dead", "lab", isRetry: false, default);
        }

        var (now, sessions, held) = (TimeSpan.Zero, 0, new Queue<string>());
        while (pool.Waiting > 0)
        {
            foreach (var who in pool.Grants(now))
            {
                sessions++;
                held.Enqueue(who);
            }

            if (held.TryDequeue(out var dead))
            {
                pool.OnReturned(dead, Reports.Unreachable, now);
            }
            else
            {
                Assert.Contains("site dead: left alone for a while", pool.ToStatus([]).Holdups[0], StringComparison.Ordinal);
                now = pool.NextAt(now)!.Value;
            }
        }

        Assert.InRange(sessions, 20, 20 + SiteCircuit.Results + 3);
        var denied = pool.Denials();
        Assert.Equal(100 - sessions, denied.Count);
        Assert.All(denied, d => Assert.Equal(FailureClass.SiteUnavailable, d.Failure));
        Assert.Equal(35, now.TotalSeconds);

        pool.Request("late", "dead", "lab", isRetry: false, now);
        pool.Request("elsewhere", "alive", "lab", isRetry: false, now);
        Assert.Equal(["elsewhere"], pool.Grants(now));
        Assert.Equal("late", Assert.Single(pool.Denials()).Who);

        now += TimeSpan.FromMinutes(1);
        pool.Request("probe", "dead", "lab", isRetry: false, now);
        pool.Request("after", "dead", "lab", isRetry: false, now);
        Assert.Equal(["probe"], pool.Grants(now));
        Assert.Null(pool.OnLoggedIn("probe", now));
        Assert.Equal(["after"], pool.Grants(now));
        Assert.Empty(pool.Denials());
    }

    [Fact]
    public void Devices_without_a_site_have_none_in_common()
    {
        var pool = new PermitPool<int>(new FixedLimit(20), new PermitSettings { PauseAfter = 100 });
        for (var i = 0; i < 100; i++)
        {
            pool.Request(i, "default", "lab", isRetry: false, default);
        }

        for (var i = 0; i < 100; i++)
        {
            pool.Grants();
            pool.OnReturned(i, Reports.Unreachable, default);
        }

        Assert.Equal(0, pool.Waiting);
        Assert.Empty(pool.Denials());
    }

    /// <summary>First attempts one after the other, until the circuit opens; how many there were.</summary>
    private static int Results(SiteCircuit circuit, int count, Func<int, bool> failed, TimeSpan now = default)
    {
        for (var i = 0; i < count; i++)
        {
            if (!circuit.IsClosed)
            {
                return i;
            }

            circuit.OnResult(circuit.OnBegun(isRetry: false), failed(i), now);
        }

        return count;
    }
}
