using CsCheck;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

public sealed class PermitPoolTests
{
    private static readonly PermitSettings Trusting = new() { PauseAfter = 1_000 };

    [Fact]
    public void At_one_site_permits_are_granted_in_the_order_of_the_requests()
    {
        var pool = new PermitPool<string>(new FixedLimit(2), Trusting);
        Request(pool, "a", "b", "c");

        Assert.Equal(["a", "b"], pool.Grants());
        pool.OnReturned("a", Reports.Good, default);
        Assert.Equal(["c"], pool.Grants());
    }

    [Fact]
    public void Whoever_holds_or_waits_already_is_not_put_in_line_again()
    {
        var pool = new PermitPool<string>(new FixedLimit(1), Trusting);
        Request(pool, "a");
        pool.Grants();
        Request(pool, "a", "b", "b");

        Assert.Equal((1, 1), (pool.Held, pool.Waiting));
    }

    [Fact]
    public void Leaving_the_line_frees_no_permit()
    {
        var pool = new PermitPool<string>(new FixedLimit(1), Trusting);
        Request(pool, "a", "b", "c");
        pool.Grants();

        pool.OnReturned("b", null, default);
        Assert.Empty(pool.Grants());
        pool.OnReturned("a", null, default);
        pool.OnReturned("nobody", null, default);
        Assert.Equal(["c"], pool.Grants());
    }

    [Fact]
    public void A_limit_that_falls_takes_no_permit_away()
    {
        var limit = new MovingLimit { Current = 3 };
        var pool = new PermitPool<string>(limit, Trusting);
        Request(pool, "a", "b", "c", "d");
        pool.Grants();
        limit.Current = 2;

        Assert.Equal(3, pool.Held);
        pool.OnReturned("a", Reports.Good, default);
        Assert.Empty(pool.Grants());
        pool.OnReturned("b", Reports.Good, default);
        Assert.Equal(["d"], pool.Grants());
        Assert.Equal([(3, true), (2, true)], limit.Ended);
    }

    [Fact]
    public void The_next_permit_goes_to_the_site_with_the_fewest()
    {
        var pool = new PermitPool<string>(new FixedLimit(6), Trusting);
        Request(pool, "ams1", "ams2", "ams3", "ams4", "ams5", "fra1", "fra2", "lon1");

        Assert.Equal(["ams1", "fra1", "lon1", "ams2", "fra2", "ams3"], pool.Grants());
    }

    [Fact]
    public void A_slow_site_does_not_hold_up_a_fast_one()
    {
        var pool = new PermitPool<string>(new FixedLimit(10), Trusting);
        Request(pool, [.. Enumerable.Range(0, 200).SelectMany(i => new[] { $"ams{i}", $"fra{i}" })]);
        var held = new HashSet<string>(pool.Grants());
        var fast = 0;
        for (var i = 0; i < 150; i++)
        {
            // The devices in Amsterdam never answer.
            var next = held.First(who => who.StartsWith("fra", StringComparison.Ordinal));
            held.Remove(next);
            pool.OnReturned(next, Reports.Good, default);
            held.UnionWith(pool.Grants());
            fast++;
            Assert.Equal(5, held.Count(who => who.StartsWith("ams", StringComparison.Ordinal)));
        }

        Assert.Equal(150, fast);
    }

    [Fact]
    public void Retries_get_a_part_of_the_permits_and_hold_up_no_first_attempt_beyond_it()
    {
        var pool = new PermitPool<string>(new FixedLimit(16), Trusting);
        foreach (var i in Enumerable.Range(0, 100))
        {
            pool.Request($"retry{i}", "ams", "lab", isRetry: true, default);
            pool.Request($"first{i}", "fra", "lab", isRetry: false, default);
        }

        var granted = pool.Grants();
        Assert.Equal(2, granted.Count(IsRetry));
        for (var i = 0; i < 60; i++)
        {
            // Retries take long.
            pool.OnReturned(granted.Find(who => !IsRetry(who))!, Reports.Good, default);
            granted.Remove(granted.Find(who => !IsRetry(who))!);
            granted.AddRange(pool.Grants());
            Assert.Equal(2, granted.Count(IsRetry));
        }

        static bool IsRetry(string who) => who.StartsWith("retry", StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_take_what_first_attempts_leave_over()
    {
        var pool = new PermitPool<string>(new FixedLimit(16), Trusting);
        foreach (var i in Enumerable.Range(0, 20))
        {
            pool.Request($"retry{i}", "ams", "lab", isRetry: true, default);
        }

        Assert.Equal(16, pool.Grants().Count);
    }

    [Fact]
    public void A_single_permit_is_a_retrys_now_and_then()
    {
        var pool = new PermitPool<string>(new FixedLimit(1), Trusting);
        pool.Request("retry", "ams", "lab", isRetry: true, default);
        var order = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            pool.Request($"first{i}", "ams", "lab", isRetry: false, default);
            order.AddRange(pool.Grants());
            pool.OnReturned(order[^1], Reports.Good, default);
        }

        Assert.Equal(7, order.IndexOf("retry"));
    }

    [Fact]
    public void Stalled_sessions_do_not_count_up_to_their_own_bound()
    {
        var pool = new PermitPool<string>(new FixedLimit(2), Trusting with { Stalled = 3 });
        Request(pool, "a1", "b1", "c1", "d1", "e1", "f1", "g1");
        var granted = pool.Grants();
        for (var i = 0; i < granted.Count && i < 6; i++)
        {
            pool.OnStalled(granted[i], default);
            pool.OnStalled(granted[i], default);
            granted.AddRange(pool.Grants());
        }

        Assert.Equal(5, granted.Count);
        Assert.Equal((5, 2), (pool.Stalled, pool.Held));
        pool.OnReturned("a1", Reports.Unreachable, default);
        Assert.Equal(["f1"], pool.Grants());
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void What_failing_sessions_take_of_a_set_number_is_made_up_for_up_to_as_many_again(double share)
    {
        var (most, good) = Simulate(share, Trusting);

        // 50 that get on at once, a second each.
        Assert.InRange(most, 50 / (1 - Math.Min(share, 0.5)) * 0.9, 100);
        Assert.InRange(good / 100.0, share < 0.5 ? 47 : 100 * (1 - share) * 0.85, share < 0.5 ? 52 : 100);
    }

    [Fact]
    public void Where_a_number_is_set_sessions_that_take_much_longer_than_others_do_not_count()
    {
        var pool = new PermitPool<int>(new FixedLimit(4), Trusting);
        var granted = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            pool.Request(i, "default", "c", isRetry: false, default);
        }

        // Two are never heard to end; the others take a second each.
        granted.AddRange(pool.Grants());
        for (var second = 1; second <= 20; second++)
        {
            foreach (var done in granted.Where(who => who > 1).ToList())
            {
                pool.OnReturned(done, Reports.Good, TimeSpan.FromSeconds(second));
                granted.Remove(done);
            }

            var more = pool.Grants(TimeSpan.FromSeconds(second));
            granted.AddRange(more);
            Assert.True(second < UsualTime.Fewest / 2 ? more.Count == 2 : more.Count >= 4, $"{more.Count} after {second} s");
            pool.OnHeardAgain(0, TimeSpan.FromSeconds(second));
        }

        Assert.Equal(2, pool.Stalled);
    }

    [Fact]
    public void Devices_that_failed_last_time_wait_with_the_retries_and_count_for_their_site()
    {
        var pool = new PermitPool<string>(new FixedLimit(1), Trusting);
        pool.Request("failed", "ams1", "c", isRetry: false, default, givesWay: true);
        Request(pool, "ams1", "ams2");
        Assert.NotEqual("failed", Assert.Single(pool.Grants()));

        var down = new PermitPool<int>(new FixedLimit(1), Trusting);
        for (var i = 0; i < 30; i++)
        {
            down.Request(i, "ams1", "c", isRetry: false, default, givesWay: true);
        }

        for (var i = 0; i < 30 && down.Grants() is [var next]; i++)
        {
            down.OnReturned(next, Reports.Unreachable, default);
        }

        Assert.InRange(down.Waiting, 10, 20);
    }

    [Fact]
    public void A_set_number_is_never_exceeded_where_stalled_sessions_count() =>
        Assert.Equal(50, Simulate(0.3, Trusting with { Stalled = 0 }).Most);

    [Fact]
    public void For_rejected_logins_nobody_else_begins() =>
        Assert.Equal(50, Simulate(0.3, Trusting with { PauseAfter = 1_000_000 }, Reports.Rejected).Most);

    // Sessions of a second each, of which a share fails, with a permit for 50, for 100 s after the first ten.
    private static (int Most, int Good) Simulate(double share, PermitSettings settings, SessionReport? failure = null)
    {
        var pool = new PermitPool<int>(new FixedLimit(50), settings);
        var ends = new PriorityQueue<int, TimeSpan>();
        var (next, most, good) = (0, 0, 0);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(110); now += TimeSpan.FromMilliseconds(10))
        {
            while (ends.TryPeek(out var who, out var at) && at <= now)
            {
                ends.Dequeue();
                var failed = who * 7 % 10 < share * 10;
                pool.OnReturned(who, failed ? failure ?? Reports.Of(FailureClass.CommandTimedOut, loggedIn: true) : Reports.Good, now);
                good += failed || now < TimeSpan.FromSeconds(10) ? 0 : 1;
            }

            while (pool.Waiting < 10)
            {
                pool.Request(next++, "default", "c", isRetry: false, now);
            }

            foreach (var granted in pool.Grants(now))
            {
                pool.OnLoggedIn(granted, now);
                ends.Enqueue(granted, now + TimeSpan.FromSeconds(1));
            }

            most = Math.Max(most, pool.Held);
        }

        return (most, good);
    }

    [Fact]
    public void A_credential_that_is_full_holds_up_nobody_else_at_the_site()
    {
        var pool = new PermitPool<string>(
            new FixedLimit(10), Trusting, null, name => name == "tacacs" ? new CredentialCaps(Sessions: 1) : default);
        foreach (var router in new[] { "r1", "r2", "r3" })
        {
            pool.Request(router, "ams", "tacacs", isRetry: false, default);
        }

        pool.Request("server", "ams", "lab", isRetry: false, default);
        Assert.Equal(["r1", "server"], pool.Grants());
        Assert.False(pool.IsLimited);
        Assert.Equal("credential tacacs: 1 sessions at once, as set", Assert.Single(pool.ToStatus([]).Holdups));
    }

    [Fact]
    public void Logins_a_second_are_bounded_and_the_pool_knows_when_to_go_on()
    {
        var pool = new PermitPool<int>(
            new FixedLimit(1_000), Trusting, null, _ => new CredentialCaps(LoginsPerSecond: 10));
        for (var i = 0; i < 100; i++)
        {
            pool.Request(i, "ams", "tacacs", isRetry: false, default);
        }

        var (now, granted) = (TimeSpan.Zero, new List<TimeSpan>());
        while (pool.Waiting > 0)
        {
            granted.AddRange(pool.Grants(now).Select(_ => now));
            now = pool.NextAt(now) ?? now;
        }

        Assert.InRange(now.TotalSeconds, 8.9, 9.1);
        Assert.All(granted, t => Assert.InRange(granted.Count(u => u >= t && u < t + TimeSpan.FromSeconds(1)), 0, 20));
    }

    [Fact]
    public void No_cap_is_ever_exceeded_no_permit_lost_and_none_kept_back_whatever_happens()
    {
        var step = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 39], Gen.Bool);
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 5], step.List[0, 300]).Sample(
            (start, siteCap, credentialCap, stalledAtMost, steps) =>
            {
                var limit = new MovingLimit { Current = start };
                var settings = Trusting with
                {
                    Stalled = stalledAtMost,
                    SiteSessions = siteCap,
                    Credential = new CredentialCaps(credentialCap),
                };
                var pool = new PermitPool<int>(limit, settings);
                var (held, waiting, stalled) = (new HashSet<int>(), new HashSet<int>(), new HashSet<int>());
                foreach (var (kind, who, isRetry) in steps)
                {
                    switch (kind)
                    {
                        case < 5:
                            pool.Request(who, SiteOf(who), CredentialOf(who), isRetry, default);
                            if (!held.Contains(who))
                            {
                                waiting.Add(who);
                            }

                            break;
                        case < 8:
                            pool.OnReturned(who, Reports.Good, default);
                            held.Remove(who);
                            waiting.Remove(who);
                            stalled.Remove(who);
                            break;
                        case 8:
                            pool.OnStalled(who, default);
                            stalled.UnionWith(held.Where(h => h == who));
                            break;
                        case 9:
                            pool.OnHeardAgain(who, default);
                            stalled.Remove(who);
                            break;
                        default:
                            limit.Current = 1 + (who % 10);
                            break;
                    }

                    foreach (var granted in pool.Grants())
                    {
                        Assert.True(waiting.Remove(granted));
                        Assert.True(held.Count - Math.Min(stalled.Count, stalledAtMost) < limit.Current);
                        held.Add(granted);
                    }

                    Assert.Equal(
                        (held.Count - Math.Min(stalled.Count, stalledAtMost), waiting.Count), (pool.Held, pool.Waiting));
                    Assert.All(held.GroupBy(SiteOf), g => Assert.True(siteCap == 0 || g.Count() <= siteCap));
                    Assert.All(held.GroupBy(CredentialOf), g => Assert.True(credentialCap == 0 || g.Count() <= credentialCap));
                    Assert.True(pool.Held >= limit.Current || waiting.All(w =>
                        (siteCap > 0 && held.Count(h => SiteOf(h) == SiteOf(w)) >= siteCap)
                        || (credentialCap > 0 && held.Count(h => CredentialOf(h) == CredentialOf(w)) >= credentialCap)));
                }
            });

        static string SiteOf(int who) => $"site{who % 7}";
        static string CredentialOf(int who) => $"credential{who % 3}";
    }

    [Fact]
    public void A_thousand_sites_cost_no_more_than_a_few_microseconds_a_permit()
    {
        // Some 10 us each on an idle machine; a look at every site for each of them would be hundreds. The best of some
        // times, as other tests run meanwhile.
        Assert.InRange(Enumerable.Range(0, 3).Min(_ => MicrosecondsEach()), 0, 100);

        static double MicrosecondsEach()
        {
            var pool = new PermitPool<int>(new FixedLimit(500), Trusting);
            for (var i = 0; i < 30_000; i++)
            {
                pool.Request(i, $"site{i % 1_000}", "lab", isRetry: i % 10 == 0, default);
            }

            var held = new Queue<int>(pool.Grants());
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            while (held.TryDequeue(out var who))
            {
                pool.OnReturned(who, Reports.Good, default);
                foreach (var next in pool.Grants())
                {
                    held.Enqueue(next);
                }
            }

            return System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMicroseconds / 30_000;
        }
    }

    private static void Request(PermitPool<string> pool, params string[] who)
    {
        foreach (var name in who)
        {
            pool.Request(name, name.TrimEnd([.. "0123456789"]), "lab", isRetry: false, default);
        }
    }
}
