using Fleet.Formatting;

namespace Fleet.Tests.Formatting;

public class MomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-30T08:15:00Z", "2026-01-30T08:15:00Z")]
    [InlineData("2026-01-30T10:15:00+02:00", "2026-01-30T08:15:00Z")]
    [InlineData("2026-01-30 08:15Z", "2026-01-30T08:15:00Z")]
    [InlineData("30m", "2026-01-31T11:30:00Z")]
    [InlineData("2h", "2026-01-31T10:00:00Z")]
    [InlineData("7d", "2026-01-24T12:00:00Z")]
    [InlineData("1w", "2026-01-24T12:00:00Z")]
    public void Reads_times_and_ages(string text, string expected)
    {
        Assert.True(Moments.TryParse(text, Now, out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected), moment);
    }

    [Fact]
    public void Without_an_offset_a_time_is_local()
    {
        Assert.True(Moments.TryParse("2026-01-30 08:15", Now, out var moment));
        Assert.Equal(new DateTime(2026, 1, 30, 8, 15, 0), moment.LocalDateTime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("-2h")]
    [InlineData("d")]
    [InlineData("99999999d")]
    [InlineData("20260131-142501-k7xp")]
    [InlineData("20260131")]
    public void Anything_else_is_no_time(string text) => Assert.False(Moments.TryParse(text, Now, out _));
}
