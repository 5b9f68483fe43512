using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Devices;

public sealed class DeviceStateTests
{
    [Fact]
    public void An_event_that_is_applied_twice_has_the_effect_of_one()
    {
        Gen.Select(Some.State, Some.DeviceEvent).Sample((state, e) =>
        {
            var once = state.Apply(e);
            Assert.Equivalent(once, once.Apply(e), strict: true);
        });
        Gen.Select(Some.State, Some.QuarantineEvent).Sample((state, e) =>
        {
            var once = state.Apply(e);
            Assert.Equivalent(once, once.Apply(e), strict: true);
        });
    }

    [Fact]
    public void A_snapshot_in_between_changes_nothing() =>
        Gen.Select(Some.State, Some.History).Sample((state, later) =>
        {
            var restored = (DeviceState)EventCodec.FromBytes(EventCodec.ToBytes(state), EventCodec.ManifestOf(state));
            Assert.Equivalent(state.ApplyAll(later), restored.ApplyAll(later), strict: true);
        });

    [Fact]
    public void What_is_settled_is_not_missing_and_the_rest_is() =>
        Gen.Select(Some.State, Some.Command.List[0, 10]).Where((state, _) => state.Latest is not null).Sample((state, commands) =>
        {
            var missing = state.Missing(state.Latest!.Run, commands);
            Assert.All(commands, c => Assert.NotEqual(missing.Contains(c), state.Latest.Settled.ContainsKey(c)));
            Assert.Equal(commands.Where(missing.Contains), missing);
        });

    [Fact]
    public void The_first_outcome_of_a_command_in_a_run_stands() =>
        Gen.Select(Some.State, Some.DeviceEvent).Where((state, e) => state.Latest?.Run == e.Run).Sample((state, e) =>
        {
            var after = state.Apply(e).Latest!.Settled;
            Assert.All(state.Latest!.Settled, s => Assert.Equal(s.Value, after[s.Key]));
        });

    [Fact]
    public void Another_run_starts_from_nothing() =>
        Gen.Select(Some.State, Some.DeviceEvent, Some.Command.List[0, 10]).Sample((state, e, commands) =>
        {
            var after = state.Apply(new SessionRecorded("another", e.Device, 1, e.Started, e.Ended, e.Commands));
            Assert.Equal(commands, state.Missing("another", commands));
            Assert.Equal(1, state.NextAttempt("another"));
            Assert.Equal(e.Commands.Select(c => c.Command).Order(), after.Latest!.Settled.Keys.Order());
        });

    /// <summary>A run that was interrupted may be resumed when others have been in between.</summary>
    [Fact]
    public void A_run_that_was_left_unfinished_is_not_forgotten_for_others() =>
        Gen.Select(Some.State, Some.DeviceEvent, Some.Outcome, Gen.Int[1, DeviceState.UnfinishedKept - 2]).Sample((state, e, outcome, others) =>
        {
            state = state.Apply(new SessionFailed(
                "old", e.Device, 1, e.Started, e.Ended, [outcome], FailureClass.ConnectionLost, "broke", Final: false));
            for (var i = 0; i < others; i++)
            {
                state = state.Apply(new SessionFailed(
                    $"other {i}", e.Device, 1, e.Started, e.Ended, e.Commands, FailureClass.Cancelled, "stopped", Final: false));
            }

            Assert.Equal(2, state.NextAttempt("old"));
            Assert.Equal(["x"], state.Missing("old", [outcome.Command, "x"]));
            Assert.InRange(state.Unfinished.Count, others, DeviceState.UnfinishedKept);

            state = state.Apply(new SessionRecorded("old", e.Device, 2, e.Started, e.Ended, [outcome with { Command = "x" }]));
            Assert.Empty(state.Missing("old", [outcome.Command, "x"]));
            Assert.DoesNotContain(state.Unfinished, s => s.Run == "old");
        });

    [Fact]
    public void A_run_that_is_over_is_forgotten_when_the_next_begins() =>
        Gen.Select(Some.DeviceEvent, Some.DeviceEvent).Sample((first, second) =>
        {
            var state = DeviceState.Empty.Apply(first).Apply(second);
            Assert.Equal(
                first.Run == second.Run || first is not SessionFailed { Final: false } ? 0 : 1, state.Unfinished.Count);
        });
}
