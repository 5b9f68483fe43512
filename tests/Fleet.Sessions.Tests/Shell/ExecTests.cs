using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

public class ExecTests
{
    private static readonly SessionLimits Short = new()
    {
        Command = TimeSpan.FromMilliseconds(500),
        Session = TimeSpan.FromSeconds(10),
        OutputBytes = 1000,
    };

    [Fact]
    public async Task Each_command_has_its_own_channel_and_its_bytes_pass_unchanged()
    {
        byte[] bytes = [0x00, 0x0d, 0x0a, 0x1b, 0x5b, 0x6d, 0xff, 0x08];
        Collected collected = await CollectAsync((command, t) => t.Send(command == "cat" ? bytes : "up\n"u8.ToArray()));
        Assert.Null(collected.Result.Failure);
        Assert.Equal(bytes, collected.Outputs["cat"]);
        Assert.Equal("up\n", collected["uptime"]);
    }

    [Fact]
    public async Task A_command_that_the_shell_does_not_know_is_rejected()
    {
        Collected collected = await CollectAsync((_, t) => t.Send("bash: line 1: cat: command not found\n"));
        Assert.Equal(FailureClass.CommandRejected, collected.Result.Commands[0].Failure);
        Assert.Equal("bash: line 1: cat: command not found", collected.Result.Commands[0].Reason);
    }

    [Fact]
    public async Task Too_large_an_output_fails_alone()
    {
        Collected collected = await CollectAsync((command, t) => t.Send(new string('x', command == "cat" ? 1001 : 1000)));
        Assert.Equal([FailureClass.OutputTooLarge, null], collected.Result.Commands.Select(c => c.Failure));
        Assert.Null(collected.Result.Failure);
    }

    [Fact]
    public async Task A_command_that_does_not_end_times_out()
    {
        Collected collected = await CollectAsync((_, t) => t.Send("up\n"), close: false);
        Assert.Equal(FailureClass.CommandTimedOut, collected.Result.Failure);
        Assert.Equal("\"cat\" did not end within 500 ms", collected.Result.Reason);
    }

    private static Task<Collected> CollectAsync(Action<string, FakeTerminal> run, bool close = true)
    {
        var device = new ScriptedDevice(_ => Task.CompletedTask)
        {
            Exec = (command, t) =>
            {
                run(command, t);
                if (close)
                    t.Close();
                return Task.CompletedTask;
            },
        };
        return Collected.FromAsync(device, Known.Platform("linux_exec"), ["cat", "uptime"], Short);
    }
}
