using CsCheck;
using Fleet.Collection.Devices;

namespace Fleet.Collection.Tests.Devices;

public sealed class DeviceStateTests
{
    [Fact]
    public void An_event_that_is_applied_twice_has_the_effect_of_one() =>
        Gen.Select(Some.State, Some.DeviceEvent).Sample((state, e) =>
        {
            var once = state.Apply(e);
            Assert.Equivalent(once, once.Apply(e), strict: true);
        });

    [Fact]
    public void What_is_settled_is_not_missing_and_the_rest_is() =>
        Gen.Select(Some.State, Some.Run, Some.Command.List[0, 10]).Sample((state, run, commands) =>
        {
            var missing = state.Missing(run, commands);
            Assert.All(commands, c => Assert.NotEqual(
                missing.Contains(c), run == state.Run && state.Settled.ContainsKey(c)));
            Assert.Equal(commands.Where(missing.Contains), missing);
        });

    [Fact]
    public void The_first_outcome_of_a_command_in_a_run_stands() =>
        Gen.Select(Some.State, Some.DeviceEvent).Sample((state, e) =>
        {
            var after = state.Apply(e);
            foreach (var (command, failure) in state.Settled)
            {
                Assert.True(after.Run != state.Run || after.Settled[command] == failure);
            }
        });

    [Fact]
    public void Another_run_starts_from_nothing()
    {
        Gen.Select(Some.State, Some.DeviceEvent).Where((state, e) => state.Run != e.Run).Sample((state, e) =>
        {
            var after = state.Apply(e);
            Assert.Equal(e.Attempt, after.Attempts);
            Assert.Equal(e.Commands.Select(c => c.Command).Order(), after.Settled.Keys.Order());
        });
    }
}
