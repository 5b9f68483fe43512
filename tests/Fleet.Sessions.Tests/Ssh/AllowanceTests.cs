using System.Diagnostics;
using Fleet.Sessions.Ssh;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Tests.Ssh;

public class AllowanceTests
{
    [Fact]
    public void A_device_that_sends_nothing_but_idle_packets_is_cut_off()
    {
        var allowance = new Allowance(long.MaxValue);
        for (int i = 0; i < Allowance.IdlePackets; i++)
            allowance.TakePacket();
        Assert.Null(allowance.Exceeded);
        Assert.Throws<SshConnectionException>(allowance.TakePacket);
        Assert.Equal("it was cut off, as it sent more than 10000 packets without output", allowance.Exceeded);
    }

    [Fact]
    public void Packets_with_output_are_not_idle_and_empty_ones_are()
    {
        var allowance = new Allowance(long.MaxValue);
        for (int i = 0; i < Allowance.IdlePackets; i++)
        {
            allowance.TakePacket();
            allowance.TakeOutput(i % 2);
        }

        for (int i = 0; i < Allowance.IdlePackets / 2; i++)
            allowance.TakePacket();
        Assert.Throws<SshConnectionException>(allowance.TakePacket);
    }

    [Fact]
    public void A_device_that_sends_more_than_a_session_may_hold_is_cut_off()
    {
        var allowance = new Allowance(1000);
        allowance.TakeOutput(1000);
        Assert.Throws<SshConnectionException>(() => allowance.TakeOutput(1));
        Assert.Equal("it was cut off, as it sent more than 1000 bytes in one session", allowance.Exceeded);
    }

    [Fact]
    public void A_device_that_changes_its_keys_again_and_again_waits_and_is_cut_off()
    {
        var allowance = new Allowance(long.MaxValue);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < Allowance.KeyExchanges; i++)
            allowance.TakeKeyExchange();
        // Eight at once, then four a second.
        Assert.InRange(clock.Elapsed.TotalSeconds, 2.5, 30);
        Assert.Throws<SshConnectionException>(allowance.TakeKeyExchange);
    }

    [Fact]
    public void What_is_within_the_burst_does_not_wait_and_what_is_above_it_does()
    {
        // The shortest of some times, as a busy machine adds to each.
        TimeSpan burst = Enumerable.Range(0, 5).Min(_ => TimeOf(Allowance.Burst));
        Assert.True(burst < TimeSpan.FromSeconds(0.4), $"{burst}");
        Assert.InRange(TimeOf(Allowance.Burst + (Allowance.PerSecond / 2)).TotalSeconds, 0.4, 20);

        static TimeSpan TimeOf(int bytes)
        {
            var clock = Stopwatch.StartNew();
            var allowance = new Allowance(long.MaxValue);
            for (int taken = 0; taken < bytes; taken += 32 * 1024)
                allowance.TakeOutput(32 * 1024);
            return clock.Elapsed;
        }
    }

    [Fact]
    public void A_small_packet_costs_more_than_it_carries()
    {
        var clock = Stopwatch.StartNew();
        var allowance = new Allowance(long.MaxValue);
        for (int i = 0; i < (Allowance.Burst + (Allowance.PerSecond / 2)) / (Allowance.PacketCost + 1); i++)
        {
            allowance.TakePacket();
            allowance.TakeOutput(1);
        }

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.4, 20);
    }
}
