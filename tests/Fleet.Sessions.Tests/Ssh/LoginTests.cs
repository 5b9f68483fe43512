using Fleet.Lab;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Transport;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class LoginTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SshNetTransport _transport;

    public LoginTests() => _transport = Create(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_password_lets_in() =>
        Assert.Equal("fleetlab\n", await WhoAmI(TestLab.RequireOpenSsh(), PasswordLogin(TestLab.Bash)));

    [Fact]
    public async Task A_password_lets_in_to_Dropbear() =>
        Assert.Equal("fleetlab\n", await WhoAmI(TestLab.RequireDropbear(), PasswordLogin(TestLab.Bash)));

    [Fact]
    public async Task A_keyboard_interactive_dialogue_is_answered_with_the_password() =>
        Assert.Equal("fleetlab\n", await WhoAmI(TestLab.RequireOpenSshWithPam(), PasswordLogin(TestLab.Bash)));

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("rsa-pem")]
    [InlineData("ecdsa")]
    public async Task A_private_key_lets_in(string name)
    {
        var server = TestLab.RequireOpenSsh();
        var keys = TestLab.Keys;
        var file = name switch
        {
            "ed25519" => keys.Ed25519,
            "rsa" => keys.Rsa,
            "rsa-pem" => keys.RsaPem,
            _ => keys.Ecdsa,
        };
        Assert.Equal("fleetlab\n", await WhoAmI(server, KeyLogin(file)));
    }

    [Fact]
    public async Task A_private_key_lets_in_to_Dropbear() =>
        Assert.Equal("fleetlab\n", await WhoAmI(TestLab.RequireDropbear(), KeyLogin(TestLab.Keys.Ed25519)));

    [Fact]
    public async Task An_encrypted_key_lets_in_and_is_decrypted_once()
    {
        var server = TestLab.RequireOpenSsh();
        var login = KeyLogin(TestLab.Keys.Encrypted, TestLab.Keys.Passphrase);
        var sessions = Enumerable.Range(0, 8).Select(_ => WhoAmI(server, login));
        Assert.All(await Task.WhenAll(sessions), name => Assert.Equal("fleetlab\n", name));
    }

    private async Task<string> WhoAmI(LabServer server, Login login)
    {
        await using var connection = await _transport.ConnectAsync(Target(server, login), Cancellation);
        return await connection.ExecuteAsync("id -un");
    }
}
