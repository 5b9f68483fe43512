using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Devices;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new()
    {
        Attempts = 5,
        MinBackoff = TimeSpan.FromSeconds(2),
        MaxBackoff = TimeSpan.FromSeconds(10),
        Budget = TimeSpan.FromSeconds(60),
    };

    [Theory]
    [InlineData(FailureClass.AuthenticationRejected)]
    [InlineData(FailureClass.HostKeyChanged)]
    [InlineData(FailureClass.PrivilegeDenied)]
    [InlineData(FailureClass.OutputTooLarge)]
    [InlineData(FailureClass.Cancelled)]
    public void What_would_only_be_refused_again_is_never_retried(FailureClass failure) =>
        Assert.Null(Policy.Backoff(failure, 1, TimeSpan.Zero, 0));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 10)]
    public void The_longest_wait_doubles_up_to_its_bound(int attempts, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Policy.Backoff(FailureClass.Unreachable, attempts, TimeSpan.Zero, 1));

    [Fact]
    public void The_attempts_are_bounded() =>
        Assert.Null(Policy.Backoff(FailureClass.Unreachable, 5, TimeSpan.Zero, 0));

    [Fact]
    public void The_time_is_bounded()
    {
        Assert.NotNull(Policy.Backoff(FailureClass.Unreachable, 1, TimeSpan.FromSeconds(58), 1));
        Assert.Null(Policy.Backoff(FailureClass.Unreachable, 1, TimeSpan.FromSeconds(58.5), 1));
    }

    [Fact]
    public void No_wait_is_negative_or_beyond_the_bound() =>
        Gen.Select(Some.Failure, Gen.Int[1, 2000], Gen.Double[0, 1]).Sample((failure, attempts, jitter) =>
        {
            var policy = Policy with { Attempts = int.MaxValue };
            var wait = policy.Backoff(failure, attempts, TimeSpan.Zero, jitter);
            Assert.Equal(RetryPolicy.IsTransient(failure), wait is not null);
            Assert.InRange(wait ?? TimeSpan.Zero, TimeSpan.Zero, policy.MaxBackoff);
        });
}
