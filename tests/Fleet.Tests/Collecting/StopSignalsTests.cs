using Fleet.Collecting;

namespace Fleet.Tests.Collecting;

public class StopSignalsTests
{
    [Fact]
    public void Three_interrupts_stop_abandon_and_exit()
    {
        var exits = 0;
        using var stop = new StopSignals(TimeSpan.FromHours(1), () => exits++);
        Assert.Null(stop.Notice);

        stop.OnInterrupt();
        Assert.Equal((true, false, 0), (stop.Interrupt.IsCancellationRequested, stop.Abandon.IsCancellationRequested, exits));
        Assert.Contains("may finish", stop.Notice);

        stop.OnInterrupt();
        Assert.Equal((true, 0), (stop.Abandon.IsCancellationRequested, exits));
        Assert.Contains("Abandoning", stop.Notice);

        stop.OnInterrupt();
        Assert.Equal(1, exits);
    }

    [Fact]
    public void Terminating_abandons_after_the_grace_time()
    {
        using var stop = new StopSignals(TimeSpan.FromMilliseconds(50), () => Assert.Fail("must not exit"));

        stop.OnTerminate();

        Assert.True(stop.Interrupt.IsCancellationRequested);
        Assert.True(stop.Abandon.WaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void An_interrupt_during_the_grace_time_abandons_at_once()
    {
        using var stop = new StopSignals(TimeSpan.FromHours(1), () => Assert.Fail("must not exit"));

        stop.OnTerminate();
        stop.OnInterrupt();
        stop.OnInterrupt();

        Assert.True(stop.Abandon.IsCancellationRequested);
    }
}
