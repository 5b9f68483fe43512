using System.Diagnostics;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class HostKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string Own => _folder.File("known_hosts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_key_is_remembered_and_matches_later()
    {
        var server = TestLab.RequireOpenSsh();
        Assert.Null(await Connect(server, HostKeyPolicy.AcceptNew));
        var line = Assert.Single(File.ReadAllLines(Own));
        Assert.StartsWith($"[{server.Host}]:{server.Port} ssh-ed25519 ", line, StringComparison.Ordinal);
        Assert.Contains(line.Split(' ')[2], PublicKey("ed25519"), StringComparison.Ordinal);

        Assert.Null(await Connect(server, HostKeyPolicy.AcceptNew));
        Assert.Null(await Connect(server, HostKeyPolicy.Strict));
        Assert.Single(File.ReadAllLines(Own));
    }

    [Theory]
    [InlineData(HostKeyPolicy.AcceptNew)]
    [InlineData(HostKeyPolicy.Strict)]
    public async Task A_changed_key_is_refused_and_both_fingerprints_are_told(HostKeyPolicy policy)
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, PublicKeyOf(TestLab.Keys.Stranger));
        var failure = await Connect(server, policy);
        Assert.Equal(FailureClass.HostKeyChanged, failure?.Failure);
        Assert.Contains(await FingerprintOf(HostKeyFile("ed25519")), failure!.Message, StringComparison.Ordinal);
        Assert.Contains(await FingerprintOf(TestLab.Keys.Stranger), failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{Own}:1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_refused_by_the_strict_policy()
    {
        var failure = await Connect(TestLab.RequireOpenSsh(), HostKeyPolicy.Strict);
        Assert.Equal(FailureClass.HostKeyChanged, failure?.Failure);
        Assert.Contains("is not known and the policy is strict", failure!.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Own));
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task The_known_type_of_key_is_asked_for(string type)
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, PublicKey(type));
        Assert.Null(await Connect(server, HostKeyPolicy.AcceptNew));
        Assert.Single(File.ReadAllLines(Own));
    }

    [Fact]
    public async Task A_host_that_is_known_by_another_type_of_key_only_is_refused()
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, "ssh-dss " + Convert.ToBase64String([0, 0, 0, 7, .. "ssh-dss"u8, 1, 2, 3]));
        var failure = await Connect(server, HostKeyPolicy.AcceptNew);
        Assert.Equal(FailureClass.HostKeyChanged, failure?.Failure);
        Assert.Contains("known is ssh-dss", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_OpenSSH_has_hashed_are_found()
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, PublicKey("rsa"));
        await RunAsync("ssh-keygen", "-q", "-H", "-f", Own);
        File.Delete(Own + ".old");
        Assert.StartsWith("|1|", File.ReadAllText(Own), StringComparison.Ordinal);
        Assert.Null(await Connect(server, HostKeyPolicy.Strict));
    }

    [Fact]
    public async Task The_users_own_file_counts_and_is_not_written()
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, PublicKey("ed25519"));
        var users = _folder.File("users");
        File.Move(Own, users);
        Assert.Null(await Connect(server, HostKeyPolicy.Strict, users));
        Assert.Null(await Connect(server, HostKeyPolicy.AcceptNew, users));
        Assert.False(File.Exists(Own));
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        var server = TestLab.RequireOpenSsh();
        File.WriteAllText(Own, $"@revoked * {PublicKey("ed25519")}\n");
        var failure = await Connect(server, HostKeyPolicy.AcceptNew);
        Assert.Equal(FailureClass.HostKeyChanged, failure?.Failure);
        Assert.Contains("is revoked", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_check_any_key_is_taken_and_that_is_said_once()
    {
        var server = TestLab.RequireOpenSsh();
        Know(server, PublicKeyOf(TestLab.Keys.Stranger));
        Assert.Null(await Connect(server, HostKeyPolicy.Off));
        Assert.Contains("NOT CHECKED", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    private static string HostKeyFile(string type) =>
        Path.Combine(Path.GetDirectoryName(TestLab.RequireOpenSsh().LogFile)!, "host_" + type);

    private static string PublicKey(string type) => PublicKeyOf(HostKeyFile(type));

    private static string PublicKeyOf(string file) => string.Join(' ', File.ReadAllText(file + ".pub").Split(' ')[..2]);

    private static async Task<string> FingerprintOf(string file) =>
        (await RunAsync("ssh-keygen", "-l", "-f", file + ".pub")).Split(' ')[1];

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }

    private void Know(LabServer server, string key) => File.WriteAllText(Own, $"[{server.Host}]:{server.Port} {key}\n");

    private async Task<SessionException?> Connect(LabServer server, HostKeyPolicy policy, string? users = null)
    {
        var transport = new SshNetTransport(new SshTransportOptions
        {
            HostKeys = policy,
            KnownHostsFile = Own,
            UserKnownHostsFile = users,
            Warn = _warnings.Add,
        });
        try
        {
            var target = Target(server, KeyLogin(TestLab.Keys.Ed25519));
            await using var connection = await transport.ConnectAsync(target, Cancellation);
            return null;
        }
        catch (SessionException e)
        {
            return e;
        }
    }
}
