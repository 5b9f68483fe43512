using Fleet.Sessions.Ssh;

namespace Fleet.Sessions.Tests.Ssh;

[Collection<AloneDefinition>]
public sealed class DirectWritesTests
{
    private const int Window = 100_000;

    private static readonly byte[] Line = "show version\n"u8.ToArray();

    [Fact]
    public void A_line_is_written_by_who_asks()
    {
        int thread = 0;
        var direct = new DirectWrites(new Allowance(long.MaxValue), () => true);
        Assert.True(direct.TryWrite(Window, Line, _ => thread = Environment.CurrentManagedThreadId));
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Theory]
    [InlineData(Window, 12, true, true)]
    [InlineData(12, 12, true, true)]
    [InlineData(11, 12, true, false)]
    [InlineData(0, 1, true, false)]
    [InlineData(long.MinValue / 2, 1, true, false)]
    [InlineData(Window, 12, false, false)]
    [InlineData(Window, DirectWrites.MostBytes, true, true)]
    [InlineData(Window, DirectWrites.MostBytes + 1, true, false)]
    public void Nothing_is_written_that_could_wait(long window, int bytes, bool isReady, bool isWritten)
    {
        bool wrote = false;
        var direct = new DirectWrites(new Allowance(long.MaxValue), () => isReady);
        Assert.Equal(isWritten, direct.TryWrite(window, new byte[bytes], _ => wrote = true));
        Assert.Equal(isWritten, wrote);
    }

    [Fact]
    public void Nothing_is_written_to_a_device_that_has_to_wait()
    {
        // After some milliseconds it need not wait any more, which a busy machine may let pass: so, again.
        Assert.Contains(Enumerable.Range(0, 20), _ =>
        {
            bool wrote = false;
            var allowance = new Allowance(long.MaxValue);
            var direct = new DirectWrites(allowance, () => true);
            allowance.TakeOutput(Allowance.Burst);
            return !direct.TryWrite(Window, Line, _ => wrote = true) && !wrote;
        });
    }

    [Fact]
    public async Task No_more_threads_are_held_up_than_may_be()
    {
        var direct = new DirectWrites(new Allowance(long.MaxValue), () => true);
        using var hanging = new CountdownEvent(DirectWrites.AtOnce);
        using var end = new ManualResetEventSlim();
        var stuck = Enumerable.Range(0, DirectWrites.AtOnce).Select(_ => Task.Factory.StartNew(
            () => direct.TryWrite(Window, Line, _ =>
            {
                hanging.Signal();
                end.Wait(TimeSpan.FromSeconds(30));
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Assert.True(hanging.Wait(TimeSpan.FromSeconds(30)));
        Assert.False(direct.TryWrite(Window, Line, _ => Assert.Fail("written")));
        end.Set();
        Assert.All(await Task.WhenAll(stuck), Assert.True);
        Assert.True(direct.TryWrite(Window, Line, _ => { }));
    }

    [Fact]
    public void A_write_that_fails_frees_its_place()
    {
        var direct = new DirectWrites(new Allowance(long.MaxValue), () => true);
        for (int i = 0; i <= DirectWrites.AtOnce; i++)
            Assert.Throws<IOException>(() => direct.TryWrite(Window, Line, _ => throw new IOException()));
    }
}
