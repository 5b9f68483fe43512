using Fleet.Farm.Server;
using Fleet.Ssh.Algorithms;

namespace Fleet.Farm.Tests.Server.Clients;

/// <summary>The server against OpenSSH's client.</summary>
public sealed class OpenSshTests : IDisposable
{
    private readonly string _ssh = ClientProgram.Require("/usr/bin/ssh", "openssh-client");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-openssh");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_shell_on_a_terminal_answers_and_gives_its_exit_status()
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, ["-tt"], command: null, input: "hello\rsize\rexit 7\r"u8.ToArray());
        Assert.Equal(7, result.Status);
        Assert.Contains("echo> hello\r\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("TerminalSize { Kind = ", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public async Task A_command_gives_its_exit_status(int status)
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, [], $"status {status}");
        Assert.Equal(status, result.Status);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Standard_error_comes_apart_from_output()
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, [], "complain");
        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("something is wrong\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_of_the_environment_arrives()
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, ["-o", "SetEnv=FLEET=flagship"], "env FLEET");
        Assert.Equal("flagship", result.Text);
    }

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(1L << 17)]
    public async Task Twenty_megabytes_stay_the_same_while_both_sides_change_keys(long serversRekeyBytes)
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { RekeyBytes = serversRekeyBytes };
        await using var server = new EchoServer(devices);
        var sent = EchoDevices.Print(20_000_000);
        var result = await SshAsync(server, ["-o", "RekeyLimit=64K"], "cat", sent);
        Assert.True(result.Output.AsSpan().SequenceEqual(sent), $"{result.Output.Length} bytes; {result.Errors}");
    }

    [Fact]
    public async Task Twenty_megabytes_are_printed_whole()
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, ["-o", "RekeyLimit=64K"], "print 20000000");
        Assert.True(result.Output.AsSpan().SequenceEqual(EchoDevices.Print(20_000_000)), result.Errors);
    }

    [Theory]
    [InlineData("KexAlgorithms", "curve25519-sha256")]
    [InlineData("KexAlgorithms", "curve25519-sha256@libssh.org")]
    [InlineData("KexAlgorithms", "ecdh-sha2-nistp256")]
    [InlineData("KexAlgorithms", "diffie-hellman-group14-sha256")]
    [InlineData("HostKeyAlgorithms", "ssh-ed25519")]
    [InlineData("HostKeyAlgorithms", "ecdsa-sha2-nistp256")]
    [InlineData("HostKeyAlgorithms", "rsa-sha2-256")]
    [InlineData("HostKeyAlgorithms", "rsa-sha2-512")]
    [InlineData("Ciphers", "aes128-gcm@openssh.com")]
    [InlineData("Ciphers", "aes256-gcm@openssh.com")]
    public Task Each_algorithm_works(string option, string algorithm) =>
        RunsAsync(AlgorithmOffer.Modern, "-o", $"{option}={algorithm}");

    [Theory]
    [InlineData("aes128-ctr", "hmac-sha2-256")]
    [InlineData("aes128-ctr", "hmac-sha2-256-etm@openssh.com")]
    [InlineData("aes256-ctr", "hmac-sha2-256")]
    [InlineData("aes256-ctr", "hmac-sha2-256-etm@openssh.com")]
    public Task Each_cipher_works_with_each_mac(string cipher, string mac) =>
        RunsAsync(AlgorithmOffer.Modern, "-c", cipher, "-m", mac);

    [Theory]
    [InlineData("diffie-hellman-group1-sha1", "aes128-cbc")]
    [InlineData("diffie-hellman-group14-sha1", "3des-cbc")]
    public Task An_old_router_is_reached_with_the_options_that_old_routers_need(string keyExchange, string cipher) =>
        RunsAsync(
            AlgorithmOffer.Legacy,
            "-o", $"KexAlgorithms=+{keyExchange}",
            "-o", "HostKeyAlgorithms=+ssh-rsa",
            "-o", "RequiredRSASize=1024",
            "-c", cipher,
            "-m", "hmac-sha1");

    [Fact]
    public async Task A_modern_client_does_not_agree_with_an_old_router()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Algorithms = AlgorithmOffer.Legacy };
        await using var server = new EchoServer(devices);
        var result = await SshAsync(server, [], "status 0");
        Assert.Equal(255, result.Status);
        Assert.Contains("no matching", result.Errors, StringComparison.Ordinal);
        await server.IsOpenAsync(0);
        Assert.Equal(1, server.Server.Figures.ProtocolErrors);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("keyboard-interactive")]
    public async Task A_password_is_taken_and_a_wrong_one_is_not(string method)
    {
        await using var server = new EchoServer();
        string[] options = ["-o", $"PreferredAuthentications={method}", "-o", "NumberOfPasswordPrompts=2"];
        var right = await SshAsync(server, options, "status 5");
        Assert.Equal(5, right.Status);
        var wrong = await SshAsync(server, options, "status 5", password: "guess");
        Assert.Equal(255, wrong.Status);
        Assert.Contains($"Permission denied ({string.Join(',', server.Devices.Settings.Methods)})", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(2, server.Server.Figures.LoginsRefused);
        Assert.Equal(1, server.Server.Figures.LoggedIn);
    }

    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("ecdsa", "")]
    [InlineData("rsa", "rsa-sha2-256")]
    [InlineData("rsa", "rsa-sha2-512")]
    public async Task A_key_logs_in_and_another_does_not(string type, string algorithm)
    {
        await using var server = new EchoServer();
        var (known, blob) = await MakeKeyAsync("known", type);
        var (other, _) = await MakeKeyAsync("other", type);
        server.Devices.PublicKeys.Add(blob);
        string[] options = ["-o", "PreferredAuthentications=publickey", "-o", "IdentitiesOnly=yes"];
        if (algorithm.Length > 0)
            options = [.. options, "-o", $"PubkeyAcceptedAlgorithms={algorithm}"];
        Assert.Equal(9, (await SshAsync(server, [.. options, "-i", known], "status 9")).Status);
        Assert.Equal(255, (await SshAsync(server, [.. options, "-i", other], "status 9")).Status);
    }

    [Fact]
    public async Task The_banner_is_shown_before_the_login()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { LoginBanner = "Authorised use only\n" };
        await using var server = new EchoServer(devices);
        var result = await SshAsync(server, [], "status 0");
        Assert.Contains("Authorised use only", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_key_exchange_is_agreed_on()
    {
        await using var server = new EchoServer();
        var result = await SshAsync(server, ["-vvv"], "status 0");
        Assert.Contains("kex-strict-s-v00@openssh.com", result.Errors, StringComparison.Ordinal);
        Assert.Contains("server-sig-algs=<ssh-ed25519,", result.Errors, StringComparison.Ordinal);
        if (result.Errors.Contains("kex-strict-c-v00@openssh.com", StringComparison.Ordinal))
            Assert.Contains("will use strict KEX ordering", result.Errors, StringComparison.Ordinal);
    }

    private async Task RunsAsync(AlgorithmOffer offer, params string[] options)
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Algorithms = offer };
        await using var server = new EchoServer(devices);
        var sent = EchoDevices.Print(200_000);
        var result = await SshAsync(server, [.. options, "-o", "RekeyLimit=64K"], "cat", sent);
        Assert.True(result.Output.AsSpan().SequenceEqual(sent), result.Errors);
        Assert.Equal(0, result.Status);
    }

    private Task<ClientResult> SshAsync(
        EchoServer server, string[] options, string? command, byte[]? input = null, string password = EchoDevices.Password)
    {
        // The only way to hand a password to ssh without a terminal: a program that prints it.
        string askpass = Path.Combine(_folder.FullName, "askpass");
        File.WriteAllText(askpass, "#!/bin/sh\necho \"$FLEET_TEST_PASSWORD\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(askpass, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        string[] arguments =
        [
            "-F", "none", "-p", $"{server.Port}", "-l", EchoDevices.User,
            "-o", "StrictHostKeyChecking=no",
            "-o", $"UserKnownHostsFile={Path.Combine(_folder.FullName, "known_hosts")}",
            .. options, "127.0.0.1", .. command is null ? [] : new[] { command },
        ];
        return ClientProgram.RunAsync(_ssh, arguments, input, new Dictionary<string, string>
        {
            ["SSH_ASKPASS"] = askpass,
            ["SSH_ASKPASS_REQUIRE"] = "force",
            ["SSH_AUTH_SOCK"] = "",
            ["FLEET_TEST_PASSWORD"] = password,
        });
    }

    private async Task<(string File, byte[] Blob)> MakeKeyAsync(string name, string type)
    {
        string keygen = ClientProgram.Require("/usr/bin/ssh-keygen", "openssh-client");
        string file = Path.Combine(_folder.FullName, name);
        var made = await ClientProgram.RunAsync(keygen, ["-q", "-t", type, "-N", "", "-f", file]);
        Assert.True(made.Status == 0, made.Errors);
        var line = await File.ReadAllTextAsync(file + ".pub");
        return (file, Convert.FromBase64String(line.Split(' ')[1]));
    }
}
