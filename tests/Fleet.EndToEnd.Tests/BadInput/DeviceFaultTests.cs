using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Devices that cannot be reached, do not let anyone in, or misbehave, all in one run with good ones.</summary>
public sealed class DeviceFaultTests(BadSweep sweep, GoodStore good) : IClassFixture<BadSweep>
{
    /// <summary>Name, what else the inventory says, class of failure, what failed, the reason, and how many sessions were tried.</summary>
    public static TheoryData<string, string, string, string, string, int> Table => new()
    {
        // Not reached.
        { "unknown-name", "host: no-such-host.invalid", "Unreachable", "2 commands", "the name no-such-host.invalid does not resolve", 2 },
        { "refusing", "host: 127.0.0.1, port: {refusing}", "Refused", "2 commands", "[127.0.0.1]:{refusing} refused the connection", 2 },
        { "full", "host: 127.0.0.1, port: {full}", "Unreachable", "2 commands", "[127.0.0.1]:{full} did not answer within 5 s", 2 },

        // No SSH.
        { "silent", "host: 127.0.0.1, port: {silent}", "HandshakeFailed", "2 commands", "[127.0.0.1]:{silent}: no SSH banner came within 5 s", 2 },
        { "closing", "host: 127.0.0.1, port: {closing}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{closing}: the connection was closed before an SSH identification came", 2 },
        { "http", "host: 127.0.0.1, port: {http}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{http}: the connection was closed before an SSH identification came", 2 },
        { "babbling", "host: 127.0.0.1, port: {babbling}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{babbling}: no SSH identification came within 65536 bytes", 2 },
        { "old", "host: 127.0.0.1, port: {old}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{old}: Server version '1.5' is not supported", 2 },
        { "hanging-up", "host: 127.0.0.1, port: {hanging-up}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{hanging-up}: An established connection was aborted by the server", 2 },
        { "stalling", "host: 127.0.0.1, port: {stalling}", "HandshakeFailed", "2 commands", "[127.0.0.1]:{stalling}: the key exchange did not end within 5 s", 2 },
        { "garbling", "host: 127.0.0.1, port: {garbling}", "HandshakeFailed", "2 commands", "no SSH session with [127.0.0.1]:{garbling}: Bad packet length: 2021161080", 2 },

        // Not let in, and never tried again.
        { "changed-key", "host: 127.0.0.9", "HostKeyChanged", "2 commands", "the host key of [127.0.0.9]:{sshd} has changed: it shows ssh-ed25519 {server-key}, known is ssh-ed25519 {other-key} ({folder}/data/known_hosts:2); if the device was replaced or given a new key, compare the fingerprint on the device and remove that line, otherwise someone is in between", 1 },
        { "unknown-user", "host: 127.0.0.4, credential: nobody", "AuthenticationRejected", "2 commands", "[127.0.0.4]:{sshd} did not let user nobody-at-all in: password refused", 1 },
        { "wrong-password", "host: 127.0.0.4, credential: wrong-password", "AuthenticationRejected", "2 commands", "[127.0.0.4]:{sshd} did not let user fleetlab in: password refused", 1 },
        { "wrong-key", "host: 127.0.0.4, credential: wrong-key", "AuthenticationRejected", "2 commands", "[127.0.0.4]:{sshd} did not let user fleetlab in: publickey refused", 1 },
        { "wrong-passphrase", "host: 127.0.0.4, credential: wrong-passphrase", "AuthenticationRejected", "2 commands", "private key {encrypted-key}: the passphrase is wrong, or it is not a private key in OpenSSH or PEM format", 1 },
        { "no-passphrase", "host: 127.0.0.4, credential: no-passphrase", "AuthenticationRejected", "2 commands", "private key {encrypted-key}: it is encrypted and the credential has no passphrase", 1 },
        { "missing-key", "host: 127.0.0.4, credential: missing-key", "AuthenticationRejected", "2 commands", "private key {folder}/nowhere: there is no such file", 1 },
        { "garbage-key", "host: 127.0.0.4, credential: garbage-key", "AuthenticationRejected", "2 commands", "private key {folder}/garbage-key: it is not a private key in OpenSSH or PEM format", 1 },

        // Let in, and then.
        { "other-prompt", "host: 127.0.0.5, platform: arista_eos", "PromptNotFound", "2 commands", "no prompt of platform arista_eos came after login within 5 s; last came \"{prompt}\"", 2 },
        { "rejecting", "host: 127.0.0.5, commands: [echo before, no-such-command, echo after]", "CommandRejected", "no-such-command", "-bash: no-such-command: command not found", 1 },
        { "large", "host: 127.0.0.5, commands: [echo before, seq 100000, echo after]", "OutputTooLarge", "seq 100000", "the output grew beyond 65536 bytes", 1 },
        { "endless", "host: 127.0.0.5, commands: [echo before, \"yes\", echo after]", "OutputTooLarge", "yes", "the output grew beyond 65536 bytes", 1 },
        { "endless-exec", "host: 127.0.0.5, platform: linux_exec, commands: [echo before, \"yes\", echo after]", "OutputTooLarge", "yes", "the output grew beyond 65536 bytes", 1 },
        { "sleeping", "host: 127.0.0.6, commands: [echo before, sleep 1000, echo after]", "CommandTimedOut", "2 commands", "\"sleep 1000\" did not end within 5 s", 2 },
        { "sleeping-exec", "host: 127.0.0.6, platform: linux_exec, commands: [echo before, sleep 1000]", "CommandTimedOut", "sleep 1000", "\"sleep 1000\" did not end within 5 s", 2 },
        { "becoming-cat", "host: 127.0.0.6, commands: [echo before, exec cat]", "CommandTimedOut", "exec cat", "\"exec cat\" did not end within 5 s", 2 },
        { "leaving", "host: 127.0.0.6, commands: [echo before, exit 3, echo after]", "ConnectionLost", "2 commands", "the device closed the session during \"exit 3\"", 2 },
        { "dying", "host: 127.0.0.6, commands: [echo before, kill -9 $$, echo after]", "ConnectionLost", "2 commands", "the device closed the session during \"kill -9 $$\"", 2 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_bad_device_fails_for_its_own_reason(
        string device, string settings, string failure, string commands, string reason, int sessions)
    {
        var run = await sweep.RunAsync();

        Assert.NotEmpty(settings);
        Assert.Equal([new BadSweep.Failure(failure, commands, run.Fill(reason))], run.Failed[device]);
        Assert.Equal(sessions, run.Sessions[device]);
    }

    [Fact]
    public async Task The_run_accounts_for_every_device_and_says_so_by_its_exit_code()
    {
        var run = await sweep.RunAsync();

        Assert.Equal(2, run.Result.ExitCode);
        Assert.Equal(Table.Count + BadSweep.GoodDevices, run.Summary.GetProperty("devices").GetInt32());
        Assert.Equal(BadSweep.GoodDevices, run.Summary.GetProperty("collected").GetInt32());
        Assert.Equal(Table.Count, run.Summary.GetProperty("failed").GetInt32());
        Assert.Equal(0, run.Summary.GetProperty("cancelled").GetInt32());
        Assert.DoesNotContain("   at ", run.Result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good-1", "echo fine", "fine\n")]
    [InlineData("good-2", "uname -s", "Linux\n")]
    [InlineData("good-3", "uname -s", "Linux\n")]
    [InlineData("rejecting", "echo after", "after\n")]
    [InlineData("large", "echo after", "after\n")]
    [InlineData("endless", "echo after", "after\n")]
    [InlineData("sleeping", "echo before", "before\n")]
    [InlineData("leaving", "echo before", "before\n")]
    public async Task What_could_be_collected_is_there(string device, string command, string output)
    {
        var run = await sweep.RunAsync();
        var read = await run.Place.RunAsync("output", device, command, "--run", "latest", "--data", "data");

        Assert.Equal("", read.Error);
        Assert.Equal(output, read.Output);
    }

    [Fact]
    public async Task What_was_collected_before_is_there() => await (await sweep.RunAsync()).Place.HoldsWhatItHeldAsync();

    [Fact]
    public async Task Under_the_strict_policy_an_unknown_host_is_refused()
    {
        var server = TestLab.RequireOpenSsh();
        var place = await good.CopyAsync();
        place.Write("strict.yaml", (await File.ReadAllTextAsync(Path.Combine(place.Folder, "good.yaml")))
            .Replace("host: 127.0.0.1", "host: 127.0.0.2", StringComparison.Ordinal));

        var result = await place.RunAsync("collect", "-i", "strict.yaml", "--host-keys", "strict", "--data", "data");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Contains(
            $"HostKeyChanged        1        1  good: the host key of [127.0.0.2]:{server.Port} is not known and the policy is strict: it shows ssh-ed25519 ",
            result.Output, StringComparison.Ordinal);
        await place.HoldsWhatItHeldAsync();
    }

    [Fact]
    public async Task A_command_that_a_router_does_not_know_fails_alone()
    {
        var router = TestLab.RequireFrr();
        var place = await good.CopyAsync();
        place.Write("router.yaml", $$"""
            credentials: { lab: { username: {{TestLab.Frr.Name}}, password: "file:{{TestLab.Frr.PasswordFile}}" } }
            devices:
              - { name: r1, host: {{router.Server.Host}}, port: {{router.Server.Port}}, platform: frr, credential: lab, commands: [show running-config, show nonsense, show version] }
            """);

        var result = await place.RunAsync("collect", "-i", "router.yaml", "--data", "data");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Contains("CommandRejected        1        1  r1: % Unknown command: show nonsense", result.Output, StringComparison.Ordinal);
        Assert.Equal(router.Run("show version"), (await place.RunAsync("output", "r1", "show version", "--data", "data")).OutputBytes);
        await place.HoldsWhatItHeldAsync();
    }
}
