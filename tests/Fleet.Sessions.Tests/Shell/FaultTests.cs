using System.Diagnostics;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>Whatever a device does, a session ends in time with what it had collected.</summary>
public class FaultTests
{
    private const string First = "show clock";
    private const string Bad = "show tech-support";
    private const string Last = "show version";

    private static readonly SessionLimits Short = new()
    {
        Command = TimeSpan.FromMilliseconds(1500),
        Session = TimeSpan.FromSeconds(15),
        OutputBytes = 100_000,
    };

    [Fact]
    public async Task An_output_that_hangs_times_out()
    {
        Collected collected = await CollectAsync(t =>
        {
            t.Send("first line\r\nsecond li");
            return t.Gone;
        });
        AssertBroken(collected, FailureClass.CommandTimedOut, "\"show tech-support\" did not end within 1.5 s; last came \"second li\"");
    }

    [Fact]
    public async Task An_output_that_trickles_times_out_as_early()
    {
        Collected collected = await CollectAsync(async t =>
        {
            for (int i = 0; !t.Gone.IsCompleted; i++)
            {
                t.Send(i % 10 == 9 ? "x\r\n" : "x");
                await Task.Delay(20);
            }
        });
        AssertBroken(collected, FailureClass.CommandTimedOut);
    }

    [Fact]
    public async Task A_device_that_trickles_before_its_prompt_is_given_up()
    {
        var device = new ScriptedDevice(async t =>
        {
            for (int i = 0; !t.Gone.IsCompleted; i++)
            {
                t.Send("x");
                await Task.Delay(20);
            }
        });
        Collected collected = await Collected.FromAsync(device, Known.Iosxe, [First], Short);
        Assert.Equal(FailureClass.PromptNotFound, collected.Result.Failure);
        Assert.StartsWith("no prompt of platform cisco_iosxe came after login within 1.5 s; last came \"xxx", collected.Result.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Your password has expired.\r\nNew password: ")]
    public async Task A_device_without_a_prompt_is_given_up(string banner)
    {
        var device = new ScriptedDevice(t =>
        {
            t.Send(banner);
            return t.Gone;
        });
        Collected collected = await Collected.FromAsync(
            device, Known.Iosxe, [First], Short with { Command = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(FailureClass.PromptNotFound, collected.Result.Failure);
        Assert.Empty(collected.Result.Commands);
    }

    [Fact]
    public async Task A_connection_that_is_closed_in_an_output_is_lost()
    {
        Collected collected = await CollectAsync(t =>
        {
            t.Send("first line\r\nsecond li");
            t.Close();
            return Task.CompletedTask;
        });
        AssertBroken(collected, FailureClass.ConnectionLost, "the device closed the session during \"show tech-support\"; last came \"second li\"");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_an_output_is_lost()
    {
        Collected collected = await CollectAsync(t =>
        {
            t.Send("first line\r\n");
            t.Break(new SessionException(FailureClass.ConnectionLost, "reset by the device"));
            return Task.CompletedTask;
        });
        AssertBroken(collected, FailureClass.ConnectionLost, "reset by the device");
    }

    [Fact]
    public async Task What_a_transport_throws_by_mistake_is_a_lost_connection()
    {
        Collected collected = await CollectAsync(t =>
        {
            t.Break(new InvalidDataException("odd packet"));
            return Task.CompletedTask;
        });
        AssertBroken(collected, FailureClass.ConnectionLost, "the connection broke: odd packet");
    }

    [Fact]
    public async Task An_endless_output_that_stops_on_interrupt_fails_alone()
    {
        bool stopped = false;
        Collected collected = await CollectAsync(async t =>
        {
            Task<int> key = t.ReadKeyAsync();
            while (!key.IsCompleted)
            {
                t.Send("all work and no play\r\n");
                await Task.Yield();
            }

            stopped = await key == 3;
            t.Send("^C\r\n");
        });
        Assert.True(stopped);
        Assert.Null(collected.Result.Failure);
        Assert.Equal([null, FailureClass.OutputTooLarge, null], collected.Result.Commands.Select(c => c.Failure));
        Assert.Equal("the output grew beyond 100000 bytes", collected.Result.Commands[1].Reason);
        Assert.Equal([First, Last], collected.Outputs.Keys);
        Assert.Equal("end\n", collected[Last]);
        Assert.Equal(0, collected.Open);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_output_without_end_and_without_line_ends_is_too_large_too(bool lineEnds)
    {
        Collected collected = await CollectAsync(
            async t =>
            {
                string text = new string('x', 20_000) + (lineEnds ? "\r\n" : "");
                while (!t.Gone.IsCompleted)
                {
                    t.Send(text);
                    await Task.Delay(1);
                }
            },
            Short with { Command = TimeSpan.FromSeconds(5) });
        Assert.Equal(FailureClass.OutputTooLarge, collected.Result.Commands[1].Failure);
        Assert.NotNull(collected.Result.Failure);
        Assert.Equal([First], collected.Outputs.Keys);
    }

    [Fact]
    public async Task An_output_just_within_the_limit_is_whole()
    {
        string output = new('x', 99_999);
        Collected collected = await CollectAsync(t =>
        {
            t.Send(output + "\r\n");
            return Task.CompletedTask;
        });
        Assert.Null(collected.Result.Failure);
        Assert.Equal(output + "\n", collected[Bad]);
    }

    [Fact]
    public async Task The_limit_of_the_session_holds_though_every_command_keeps_its_own()
    {
        var cli = new FakeCli { Prompt = "r1#" };
        cli.On("terminal width 511", "").On("terminal length 0", "").On(First, async t =>
        {
            await Task.Delay(150);
            t.Send("10:00\r\n");
        });
        string[] commands = [.. Enumerable.Repeat(First, 100).Select((c, i) => c + new string(' ', i))];
        var clock = Stopwatch.StartNew();
        Collected collected = await Collected.FromAsync(
            new ScriptedDevice(cli), Known.Iosxe, commands, Short with { Session = TimeSpan.FromSeconds(4) });
        Assert.Equal(FailureClass.CommandTimedOut, collected.Result.Failure);
        Assert.Equal("the session took longer than its limit of 4 s", collected.Result.Reason);
        Assert.InRange(clock.Elapsed.TotalMilliseconds, 3900, 15_000);
        Assert.InRange(collected.Result.Commands.Count, 1, 26);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_session_ends_promptly(bool connecting)
    {
        using var cancellation = new CancellationTokenSource();
        var cli = Cli(async t =>
        {
            await cancellation.CancelAsync();
            await t.Gone;
        });
        var device = new ScriptedDevice(cli)
        {
            Connecting = async _ =>
            {
                if (!connecting)
                    return;
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
        };
        var clock = Stopwatch.StartNew();
        Collected collected = await Collected.FromAsync(
            device, Known.Iosxe, [First, Bad, Last], cancellation: cancellation.Token);
        Assert.Equal(FailureClass.Cancelled, collected.Result.Failure);
        Assert.Equal(connecting ? 0 : 1, collected.Result.Commands.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"{clock.Elapsed}"); // The limit of a command is ten.
        Assert.Equal(0, collected.Open);
    }

    [Fact]
    public async Task A_connection_that_opens_too_late_is_closed()
    {
        var opened = new TaskCompletionSource();
        var device = new ScriptedDevice(Cli(_ => Task.CompletedTask)) { Connecting = _ => opened.Task };
        Collected collected = await Collected.FromAsync(
            device, Known.Iosxe, [First], Short with { Session = TimeSpan.FromMilliseconds(100) });
        Assert.Equal(FailureClass.Unreachable, collected.Result.Failure);
        opened.SetResult();
        for (int i = 0; i < 1000 && !device.Disposed; i++)
            await Task.Delay(20);
        Assert.True(device.Disposed);
    }

    [Fact]
    public async Task A_failure_to_connect_is_the_result()
    {
        var device = new ScriptedDevice(Cli(_ => Task.CompletedTask))
        {
            Connecting = _ => throw new SessionException(FailureClass.AuthenticationRejected, "the password was refused"),
        };
        Collected collected = await Collected.FromAsync(device, Known.Iosxe, [First]);
        Assert.Equal(FailureClass.AuthenticationRejected, collected.Result.Failure);
        Assert.Equal("the password was refused", collected.Result.Reason);
    }

    [Fact]
    public async Task A_connection_that_does_not_close_holds_nobody_up()
    {
        var device = new ScriptedDevice(Cli(_ => Task.CompletedTask)) { Disposing = () => Task.Delay(Timeout.Infinite) };
        var clock = Stopwatch.StartNew();
        Collected collected = await Collected.FromAsync(device, Known.Iosxe, [First]);
        Assert.Null(collected.Result.Failure);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_store_that_fails_is_not_blamed_on_the_device()
    {
        var request = new SessionRequest(
            new Inventory.Device { Name = "r1", Host = "192.0.2.1", Platform = "cisco_iosxe", Credential = "lab" },
            new Login { Username = "admin" },
            Known.Iosxe,
            [First],
            Short);
        SessionResult result = await new DeviceSession(new ScriptedDevice(Cli(_ => Task.CompletedTask)), Collected.Quick)
            .RunAsync(request, new FullDisk(), CancellationToken.None);
        Assert.Equal(FailureClass.StoreUnavailable, result.Failure);
        Assert.Equal("the output could not be stored: No space left on device", result.Reason);
    }

    private static void AssertBroken(Collected collected, FailureClass failure, string? reason = null)
    {
        Assert.Equal(failure, collected.Result.Failure);
        if (reason is not null)
            Assert.Equal(reason, collected.Result.Reason);
        Assert.Equal([First], collected.Result.Commands.Select(c => c.Command));
        Assert.Equal("10:00\n", collected[First]);
        Assert.Equal(0, collected.Open);
    }

    private static FakeCli Cli(Func<FakeTerminal, Task> bad) => new FakeCli { Prompt = "r1#" }
        .On("terminal width 511", "").On("terminal length 0", "")
        .On(First, "10:00\n").On(Bad, bad).On(Last, "end\n");

    private static Task<Collected> CollectAsync(Func<FakeTerminal, Task> bad, SessionLimits? limits = null) =>
        Collected.FromAsync(new ScriptedDevice(Cli(bad)), Known.Iosxe, [First, Bad, Last], limits ?? Short);

    private sealed class FullDisk : IOutputSink, IOutput
    {
        public IOutput Begin(string command) => this;

        public void Write(ReadOnlySpan<byte> bytes) => throw new IOException("No space left on device");

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }
}
