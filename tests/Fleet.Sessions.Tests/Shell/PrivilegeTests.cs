using Fleet.Sessions.Platforms;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

public class PrivilegeTests
{
    [Fact]
    public async Task A_refused_secret_is_tried_once_and_named_nowhere()
    {
        var device = new ScriptedDevice(new FakeCli { Prompt = "r1>" }.Asks("enable", "right", "r1#"));
        Collected collected = await CollectAsync(device, "wrong-secret");
        Assert.Equal(FailureClass.PrivilegeDenied, collected.Result.Failure);
        Assert.Equal("the device refused the answer to \"enable\"", collected.Result.Reason);
        Assert.Equal(1, device.Terminal.Typed.ToString().Split("wrong-secret").Length - 1);
        Assert.True(device.Disposed);
    }

    [Fact]
    public async Task A_refusal_is_quoted_without_the_secret_that_the_device_echoed()
    {
        var cli = new FakeCli { Prompt = "r1>" };
        cli.On("enable", async t =>
        {
            t.Send("Password: ");
            string? secret = await t.ReadLineAsync(_ => "\r\n");
            t.Send($"% Access denied for {secret}\r\n");
        });
        Collected collected = await CollectAsync(new ScriptedDevice(cli), "hunter2");
        Assert.Equal(FailureClass.PrivilegeDenied, collected.Result.Failure);
        Assert.Equal(
            "the device did not enter mode privileged_exec: \"% Access denied for ***\"", collected.Result.Reason);
    }

    [Fact]
    public async Task A_missing_secret_is_named()
    {
        var device = new ScriptedDevice(new FakeCli { Prompt = "r1>" }.Asks("enable", "right", "r1#"));
        Collected collected = await CollectAsync(device, null);
        Assert.Equal(FailureClass.PrivilegeDenied, collected.Result.Failure);
        Assert.Equal(
            "the device asks for the secret \"enable\" after \"enable\", and the credential has none of that name",
            collected.Result.Reason);
    }

    [Fact]
    public async Task A_secret_is_needed_only_where_the_device_asks_for_it()
    {
        var cli = new FakeCli { Prompt = "r1#" };
        Collected collected = await CollectAsync(new ScriptedDevice(cli.On("show clock", "10:00\n")), null);
        Assert.Null(collected.Result.Failure);
        Assert.Equal("10:00\n", collected["show clock"]);
    }

    [Fact]
    public async Task A_mode_is_reached_by_way_of_others()
    {
        PlatformDefinition platform = Known.Iosxe with { DefaultMode = "configuration" };
        var cli = new FakeCli { Prompt = "r1>" };
        cli.Asks("enable", "right", "r1#").Enters("configure terminal", "r1(config)#").Enters("end", "r1#")
            .On("do show clock", "10:00\n");
        Collected collected = await CollectAsync(new ScriptedDevice(cli), "right", platform, "do show clock");
        Assert.Null(collected.Result.Reason);
        Assert.Equal("10:00\n", collected["do show clock"]);
        Assert.Equal(["enable", "terminal width 511", "terminal length 0", "configure terminal", "do show clock", "exit"], cli.Lines);
    }

    [Fact]
    public async Task A_mode_without_a_way_to_it_is_denied()
    {
        PlatformDefinition platform = Known.Iosxe with { OnOpen = [new Instruction.EnterMode("rommon")] };
        Collected collected = await CollectAsync(new ScriptedDevice(new FakeCli { Prompt = "r1#" }), null, platform);
        Assert.Equal(FailureClass.PrivilegeDenied, collected.Result.Failure);
        Assert.Equal("platform cisco_iosxe has no way from mode privileged_exec to rommon", collected.Result.Reason);
    }

    [Fact]
    public async Task Transitions_that_enter_each_other_come_to_an_end()
    {
        var round = new Instruction.EnterMode("enable");
        var platform = new PlatformDefinition
        {
            Name = "round",
            PromptPattern = "^r1[>#]$",
            DefaultMode = "enable",
            Modes =
            [
                new PlatformMode { Name = "view", PromptExact = "r1>", AccessibleModes = [new ModeTransition("enable", [round])] },
                new PlatformMode { Name = "enable", PromptExact = "r1#" },
            ],
        };
        Collected collected = await CollectAsync(new ScriptedDevice(new FakeCli { Prompt = "r1>" }), null, platform);
        Assert.Equal(FailureClass.PrivilegeDenied, collected.Result.Failure);
    }

    private static Task<Collected> CollectAsync(
        ScriptedDevice device,
        string? enable,
        PlatformDefinition? platform = null,
        string command = "show clock") => Collected.FromAsync(
            device,
            platform ?? Known.Iosxe,
            [command],
            login: new Login
            {
                Username = "admin",
                Secrets = enable is null ? new Dictionary<string, string>() : new() { ["enable"] = enable },
            });
}
