using System.Text;
using Fleet.Farm.Faults;
using Fleet.Farm.Server;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Tests.Shell;

/// <summary>What happens before a shell, and its faults.</summary>
public class LoginTests
{
    private static CancellationToken Never => CancellationToken.None;

    [Theory]
    [InlineData("cisco_iosxe", "SSH-2.0-Cisco-1.25")]
    [InlineData("cisco_nxos", "SSH-2.0-OpenSSH_8.3 PKIX[11.0]")]
    [InlineData("cisco_iosxr", "SSH-2.0-Cisco-2.0")]
    [InlineData("arista_eos", "SSH-2.0-OpenSSH_8.7")]
    [InlineData("juniper_junos", "SSH-2.0-OpenSSH_7.5")]
    [InlineData("linux", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3")]
    public void Each_system_identifies_itself(string platform, string identification) =>
        Assert.Equal(identification, Conversation.Connect(Conversation.Device(platform)).Settings.Identification);

    [Fact]
    public void An_old_router_offers_ssh_1_as_well() => Assert.Equal(
        "SSH-1.99-Cisco-1.25",
        Conversation.Connect(Conversation.Device("cisco_iosxe") with { IsLegacy = true }).Settings.Identification);

    [Fact]
    public void A_platform_that_nobody_plays_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => Conversation.Connect(Conversation.Device("nokia_sros")));
        Assert.Contains("r1 has the platform nokia_sros", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin", "password", "secret", true)]
    [InlineData("admin", "keyboard-interactive", "secret", true)]
    [InlineData("admin", "password", "wrong", false)]
    [InlineData("root", "password", "secret", false)]
    [InlineData("admin", "publickey", "secret", false)]
    public async Task Only_the_right_password_logs_in(string user, string method, string secret, bool expected)
    {
        IServedDevice device = Conversation.Connect(Conversation.Device("cisco_iosxe"));
        Assert.Equal(expected, await device.AuthenticateAsync(new(user, method, secret, default), Never));
    }

    [Fact]
    public async Task A_login_counts_with_the_aaa_server_until_the_connection_ends()
    {
        var farm = new FakeFarm();
        IServedDevice device = Conversation.Connect(Conversation.Device("cisco_iosxe"), farm);
        await device.AuthenticateAsync(new("admin", "password", "wrong", default), Never);
        Assert.Equal(0, farm.LoggedIn);
        await device.AuthenticateAsync(new("admin", "password", "secret", default), Never);
        Assert.Equal(1, farm.LoggedIn);
        await device.DisposeAsync();
        Assert.Equal(0, farm.LoggedIn);
    }

    [Fact]
    public async Task The_aaa_server_may_refuse()
    {
        IServedDevice device = Conversation.Connect(Conversation.Device("linux"), new FakeFarm { RefusesLogins = true });
        Assert.False(await device.AuthenticateAsync(new("admin", "password", "secret", default), Never));
    }

    [Theory]
    [InlineData(FaultKind.ResetOnConnect)]
    [InlineData(FaultKind.ResetInKeyExchange)]
    [InlineData(FaultKind.ResetInAuthentication)]
    [InlineData(FaultKind.ResetOnShell)]
    public async Task A_reset_comes_at_its_stage_and_not_before(FaultKind fault)
    {
        var farm = new FakeFarm();
        IServedDevice device = Connect(farm, fault);
        (FaultKind Fault, Func<Task> Step)[] stages =
        [
            (FaultKind.ResetOnConnect, async () => await device.OpenAsync(Never)),
            (FaultKind.Silent, async () => await device.ReachAsync(ConnectionStage.Identified, Never)),
            (FaultKind.ResetInKeyExchange, async () => await device.ReachAsync(ConnectionStage.KeyExchange, Never)),
            (FaultKind.Silent, async () => await device.ReachAsync(ConnectionStage.Encrypted, Never)),
            (FaultKind.ResetInAuthentication,
                async () => await device.AuthenticateAsync(new("admin", "password", "secret", default), Never)),
            (FaultKind.ResetOnShell, async () => await device.ReachAsync(ConnectionStage.Starting, Never)),
        ];
        foreach ((FaultKind stage, Func<Task> step) in stages)
        {
            if (stage == fault)
            {
                Assert.Empty(farm.Faults);
                await Assert.ThrowsAsync<ConnectionResetException>(step);
                Assert.Equal([fault], farm.Faults);
                return;
            }

            await step();
        }
    }

    [Fact]
    public async Task A_silent_device_waits_until_the_connection_ends()
    {
        var farm = new FakeFarm();
        using var connection = new CancellationTokenSource();
        Task opening = Connect(farm, FaultKind.Silent).OpenAsync(connection.Token).AsTask();
        Assert.False(opening.IsCompleted);
        await connection.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal([FaultKind.Silent], farm.Faults);
    }

    [Fact]
    public async Task A_silent_login_waits_until_the_connection_ends()
    {
        using var connection = new CancellationTokenSource();
        Task login = Connect(new FakeFarm(), FaultKind.AuthenticationSilent)
            .AuthenticateAsync(new("admin", "password", "secret", default), connection.Token).AsTask();
        Assert.False(login.IsCompleted);
        await connection.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
    }

    [Fact]
    public async Task A_refused_login_is_refused_with_the_right_password_too()
    {
        var farm = new FakeFarm();
        IServedDevice device = Connect(farm, FaultKind.AuthenticationRefused);
        for (int i = 0; i < 3; i++)
            Assert.False(await device.AuthenticateAsync(new("admin", "password", "secret", default), Never));
        Assert.Equal([FaultKind.AuthenticationRefused], farm.Faults); // Once a connection.
        Assert.Equal(0, farm.LoggedIn);
    }

    [Fact]
    public async Task Taken_lines_say_nothing_on_cisco_and_a_word_on_linux()
    {
        Assert.Equal("", await OpeningAsync(Connect(new FakeFarm(), FaultKind.LinesTaken), 10));
        Assert.Equal(
            "Exceeded MaxStartups\r\n",
            await OpeningAsync(Conversation.Connect(Conversation.Device("linux", faults: FaultKind.LinesTaken)), 10));
    }

    [Fact]
    public async Task A_garbage_banner_is_no_identification() => Assert.DoesNotContain(
        "SSH-", await OpeningAsync(Connect(new FakeFarm(), FaultKind.GarbageBanner), 10), StringComparison.Ordinal);

    [Fact]
    public async Task An_endless_banner_is_made_of_lines_that_a_client_must_take()
    {
        var device = Conversation.Device("cisco_iosxe", faults: FaultKind.EndlessBanner);
        string banner = await OpeningAsync(Conversation.Connect(device, time: new ImpatientTime()), 100);
        Assert.True(banner.Length > 100_000);
        Assert.All(banner.Split("\r\n")[..^1], l => Assert.DoesNotMatch("^SSH-|[\r\n]", l));
        Assert.All(banner.Split("\r\n"), l => Assert.True(l.Length <= 253)); // RFC 4253 section 4.2.
    }

    [Fact]
    public async Task Nobody_has_the_algorithms_of_a_device_without_common_ones()
    {
        var farm = new FakeFarm();
        IServedDevice device = Connect(farm, FaultKind.NoCommonAlgorithm);
        Assert.All(
            [.. device.Settings.Algorithms.KeyExchanges, .. device.Settings.Algorithms.Ciphers],
            name => Assert.EndsWith(".invalid", name, StringComparison.Ordinal));
        await device.ReachAsync(ConnectionStage.Identified, Never);
        Assert.Equal([FaultKind.NoCommonAlgorithm], farm.Faults);
    }

    [Fact]
    public void A_changed_host_key_is_another_one()
    {
        var farm = new FakeFarm();
        Conversation.Connect(Conversation.Device("linux"), farm).Settings.HostKey(HostKeyType.Ed25519);
        Connect(farm, FaultKind.HostKeyChanged).Settings.HostKey(HostKeyType.Ed25519);
        Assert.Equal([false, true], farm.HostKeysAsked);
        Assert.Equal([FaultKind.HostKeyChanged], farm.Faults);
    }

    [Fact]
    public async Task Faults_show_in_their_time_only()
    {
        var planned = new PlannedFault(FaultKind.ResetOnConnect, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        var farm = new FakeFarm { Elapsed = TimeSpan.FromSeconds(19) };
        IServedDevice device = Conversation.Connect(Conversation.Device("linux") with { Faults = [planned] }, farm);
        Assert.Null(await device.OpenAsync(Never));
        farm.Elapsed = TimeSpan.FromSeconds(20);
        await Assert.ThrowsAsync<ConnectionResetException>(async () => await device.OpenAsync(Never));
        farm.Elapsed = TimeSpan.FromSeconds(30);
        Assert.Null(await device.OpenAsync(Never));
    }

    [Fact]
    public void Every_fault_has_an_expectation()
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            FaultExpectation expectation = FaultExpectation.Of(kind);
            Assert.Equal(kind, expectation.Kind);
            Assert.NotEmpty(expectation.Reason);
            Assert.Equal(expectation.CollectorCopes, expectation.Allows(null));
            Assert.All(expectation.Failures, f => Assert.True(expectation.Allows(f)));
        }
    }

    private static IServedDevice Connect(FakeFarm farm, FaultKind fault) =>
        Conversation.Connect(Conversation.Device("cisco_iosxe", faults: fault), farm);

    private static async Task<string> OpeningAsync(IServedDevice device, int most)
    {
        IAsyncEnumerable<ReadOnlyMemory<byte>>? said = await device.OpenAsync(Never);
        Assert.NotNull(said);
        var text = new StringBuilder();
        await foreach (ReadOnlyMemory<byte> part in said)
        {
            text.Append(Encoding.Latin1.GetString(part.Span));
            if (--most == 0)
                break;
        }

        return text.ToString();
    }
}
