using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests.Devices;

public sealed class QuarantineTests
{
    private static readonly DeviceFact Device = new("r1", "ams1", "frr", "192.0.2.1", 22);
    private static readonly DateTimeOffset Epoch = new(2026, 4, 13, 0, 0, 0, TimeSpan.Zero);

    private static readonly QuarantinePolicy Policy = new()
    {
        After = 3,
        Min = TimeSpan.FromHours(1),
        Max = TimeSpan.FromHours(24),
    };

    private static readonly Gen<QuarantinePolicy> AnyPolicy = Gen.Select(
        Gen.Int[1, 5], Gen.Int[1, 1000], Gen.Int[1000, 100_000], (after, min, max) => new QuarantinePolicy
        {
            After = after,
            Min = TimeSpan.FromSeconds(min),
            Max = TimeSpan.FromSeconds(max),
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 24)]
    [InlineData(5000, 24)]
    public void The_time_aside_doubles_up_to_its_bound(int level, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Policy.Length(level));

    [Fact]
    public void A_device_is_set_aside_after_so_many_failed_runs_in_a_row()
    {
        var state = Fail(Fail(DeviceState.Empty, 1), 2);
        Assert.Null(state.DueQuarantine(Device, Policy));

        state = Fail(state, 3);
        Assert.Equal(
            new DeviceQuarantined(
                Device, Epoch.AddHours(3), Epoch.AddHours(4), 1, FailureClass.Unreachable, "no answer"),
            state.DueQuarantine(Device, Policy));
        Assert.Null(Succeed(state, 4).DueQuarantine(Device, Policy));
    }

    [Fact]
    public void A_probe_that_fails_doubles_the_time_and_one_that_succeeds_ends_it()
    {
        var state = SetAside(Fail(Fail(Fail(DeviceState.Empty, 1), 2), 3));
        Assert.Null(state.DueQuarantine(Device, Policy));

        state = SetAside(Fail(state, 5));
        Assert.Equal((2, Epoch.AddHours(7)), (state.Quarantine!.Level, state.Quarantine.Until));

        state = Succeed(state, 8);
        Assert.Null(state.Quarantine);
        Assert.Null(Fail(Fail(state, 9), 10).DueQuarantine(Device, Policy));
    }

    [Fact]
    public void Who_is_let_go_starts_anew()
    {
        var state = SetAside(Fail(Fail(Fail(DeviceState.Empty, 1), 2), 3)).Apply(new DeviceReleased(Device, Epoch.AddHours(3)));

        Assert.Null(state.Quarantine);
        Assert.Null(Fail(Fail(state, 4), 5).DueQuarantine(Device, Policy));
        Assert.Equal(1, Fail(Fail(Fail(state, 4), 5), 6).DueQuarantine(Device, Policy)!.Level);
    }

    [Theory]
    [InlineData(FailureClass.Cancelled)]
    [InlineData(FailureClass.StoreUnavailable)]
    [InlineData(FailureClass.Quarantined)]
    [InlineData(FailureClass.CredentialPaused)]
    [InlineData(FailureClass.SiteUnavailable)]
    public void What_says_nothing_of_the_device_does_not_count(FailureClass failure)
    {
        var before = Fail(Fail(DeviceState.Empty, 1), 2);
        var after = Fail(before, 3, failure);
        Assert.Equal((2, before.LastFailure), (after.FailedRuns, after.LastFailure));

        var skipped = before.Apply(new DeviceSkipped("run 3", Device, 1, Epoch, ["show version"], failure, "because"));
        Assert.Equal((2, before.LastFailure), (skipped.FailedRuns, skipped.LastFailure));
    }

    [Fact]
    public void A_session_that_is_tried_again_does_not_count()
    {
        var state = Fail(Fail(Fail(DeviceState.Empty, 1), 2), 3, final: false);
        Assert.Null(state.DueQuarantine(Device, Policy));
    }

    [Fact]
    public void A_policy_of_zero_sets_nobody_aside()
    {
        var off = Policy with { After = 0 };
        var state = Enumerable.Range(1, 9).Aggregate(DeviceState.Empty, (s, run) => Fail(s, run));
        Assert.Null(state.DueQuarantine(Device, off));
        Assert.False(SetAside(state).Quarantine!.HoldsAt(Epoch.AddHours(9.5), off));
    }

    /// <summary>Runs of any kind, one after the other, against the rules as plainly as they can be told.</summary>
    [Fact]
    public void The_levels_follow_the_rules_whatever_becomes_of_the_runs() =>
        Gen.Select(AnyPolicy, Gen.Int[0, 9].List[0, 60]).Sample((policy, runs) =>
        {
            var (state, level, failures, run) = (DeviceState.Empty, 0, 0, 0);
            foreach (var kind in runs)
            {
                run++;
                switch (kind)
                {
                    case 0:
                        state = Succeed(state, run);
                        (level, failures) = (0, 0);
                        break;
                    case 1:
                        state = state.Apply(new DeviceReleased(Device, Epoch));
                        (level, failures) = (0, 0);
                        break;
                    case 2:
                        state = Fail(state, run, FailureClass.Cancelled);
                        break;
                    default:
                        state = Fail(state, run);
                        failures++;
                        break;
                }

                var due = state.DueQuarantine(Device, policy);
                Assert.Equal(failures >= (level == 0 ? policy.After : 1), due is not null);
                if (due is not null)
                {
                    (level, failures) = (level + 1, 0);
                    Assert.Equal(level, due.Level);
                    Assert.InRange(due.Until - due.At, policy.Min, policy.Max);
                    state = state.Apply(due);
                }

                Assert.Equal(level, state.Quarantine?.Level ?? 0);
            }
        });

    [Fact]
    public void A_clock_that_is_set_back_or_forward_never_makes_a_quarantine_longer_than_the_longest() =>
        Gen.Select(AnyPolicy, Gen.Int[1, 12], Gen.Long[-10_000_000, 10_000_000]).Sample((policy, level, seconds) =>
        {
            var quarantine = new Quarantine(Epoch, Epoch + policy.Length(level), level, FailureClass.Refused, "refused");
            var now = Epoch.AddSeconds(seconds);
            if (quarantine.HoldsAt(now, policy))
            {
                Assert.InRange(quarantine.Until - now, TimeSpan.Zero, policy.Max);
                Assert.False(quarantine.HoldsAt(now + policy.Max, policy));
            }

            Assert.True(quarantine.HoldsAt(Epoch, policy));
            Assert.False(quarantine.HoldsAt(quarantine.Until, policy));
            Assert.False(quarantine.HoldsAt(Epoch - policy.Max, policy));
        });

    private static DeviceState Fail(
        DeviceState state, int run, FailureClass failure = FailureClass.Unreachable, bool final = true) =>
        state.Apply(new SessionFailed(
            $"run {run}", Device, 1, Epoch.AddHours(run - 1), Epoch.AddHours(run), [], failure, "no answer", final));

    private static DeviceState Succeed(DeviceState state, int run) =>
        state.Apply(new SessionRecorded($"run {run}", Device, 1, Epoch.AddHours(run - 1), Epoch.AddHours(run), []));

    private static DeviceState SetAside(DeviceState state) => state.Apply(state.DueQuarantine(Device, Policy)!);
}
