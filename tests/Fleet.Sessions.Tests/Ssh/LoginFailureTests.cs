using System.Text;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class LoginFailureTests : IDisposable
{
    private const string WrongSecret = "not-the-right-secret";

    private readonly TempFolder _folder = new();
    private readonly SshNetTransport _transport;

    // Nobody of that name: what the server logs about it is about this test.
    private string _user = "fleet" + Guid.NewGuid().ToString("N")[..12];

    public LoginFailureTests() => _transport = Create(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_wrong_password_is_tried_once()
    {
        var server = TestLab.RequireOpenSsh();
        var failure = await FailureOf(server, new Login { Username = _user, Password = WrongSecret });
        Assert.Equal(FailureClass.AuthenticationRejected, failure.Failure);
        Assert.Contains($"did not let user {_user} in", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongSecret, failure.ToString(), StringComparison.Ordinal);
        Assert.Single(await LogOf(server, "Failed password"));
    }

    [Fact]
    public async Task A_wrong_answer_to_a_keyboard_interactive_dialogue_is_given_once()
    {
        var server = TestLab.RequireOpenSshWithPam();
        var failure = await FailureOf(server, new Login { Username = _user, Password = WrongSecret });
        Assert.Equal(FailureClass.AuthenticationRejected, failure.Failure);
        Assert.Single(await LogOf(server, "Failed keyboard-interactive/pam"));
    }

    [Fact]
    public async Task A_refused_key_and_a_wrong_password_are_each_tried_once()
    {
        var server = TestLab.RequireOpenSsh();
        // The log tells of refused keys only for users that there are.
        _user = TestLab.Frr.Name;
        var start = new FileInfo(server.LogFile).Length;
        var login = new Login { Username = _user, Password = WrongSecret, PrivateKeyFile = TestLab.Keys.Stranger };
        var failure = await FailureOf(server, login);
        Assert.Contains("publickey, password refused", failure.Message, StringComparison.Ordinal);
        Assert.Single(await LogOf(server, "Failed publickey", start));
        Assert.Single(await LogOf(server, "Failed password", start));
    }

    [Fact]
    public async Task The_next_method_is_tried_when_a_key_is_refused()
    {
        var server = TestLab.RequireOpenSsh();
        var user = TestLab.Bash;
        var login = new Login
        {
            Username = user.Name,
            Password = user.Password,
            PrivateKeyFile = TestLab.Keys.Stranger,
        };
        await using var connection = await _transport.ConnectAsync(Target(server, login), Cancellation);
        Assert.Equal("fleetlab\n", await connection.ExecuteAsync("id -un"));
    }

    [Fact]
    public async Task Only_the_methods_that_the_credential_names_are_tried()
    {
        var server = TestLab.RequireOpenSsh();
        var login = new Login { Username = _user, Password = WrongSecret, Methods = ["keyboard-interactive"] };
        var failure = await FailureOf(server, login);
        Assert.Equal(FailureClass.AuthenticationRejected, failure.Failure);
        Assert.Contains("publickey,password", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await LogOf(server, "Failed password"));
    }

    public static TheoryData<Login, string> UnusableLogins => new()
    {
        { new Login { Username = " " }, "the credential has no user name" },
        { new Login { Username = "u", Methods = ["password"] }, "names the method password but has no password" },
        { new Login { Username = "u", Methods = ["publickey"] }, "names the method publickey but has no private key" },
        { new Login { Username = "u", Methods = ["gssapi"] }, "known are publickey, password and keyboard-interactive" },
        { new Login { Username = "u", PrivateKeyFile = "/nowhere/id" }, "private key /nowhere/id: there is no such file" },
        { new Login { Username = "u", PrivateKeyFile = "/etc/passwd" }, "it is not a private key in OpenSSH or PEM" },
    };

    [Theory]
    [MemberData(nameof(UnusableLogins))]
    public async Task An_unusable_credential_is_told_without_a_connection(Login login, string reason)
    {
        var failure = await LabTransport.FailureOf(_transport.ConnectAsync(Target("127.0.0.1", 1, login), Cancellation));
        Assert.Equal(FailureClass.AuthenticationRejected, failure.Failure);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "it is encrypted and the credential has no passphrase")]
    [InlineData(WrongSecret, "the passphrase is wrong")]
    public async Task A_key_that_cannot_be_decrypted_is_named(string? passphrase, string reason)
    {
        var server = TestLab.RequireOpenSsh();
        var file = TestLab.Keys.Encrypted;
        var failure = await FailureOf(server, KeyLogin(file, passphrase));
        Assert.Equal(FailureClass.AuthenticationRejected, failure.Failure);
        Assert.Contains($"private key {file}: {reason}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongSecret, failure.ToString(), StringComparison.Ordinal);
    }

    private Task<SessionException> FailureOf(LabServer server, Login login) =>
        LabTransport.FailureOf(_transport.ConnectAsync(Target(server, login), Cancellation));

    private async Task<string[]> LogOf(LabServer server, string what, long start = 0)
    {
        // The server writes the end of a connection when it has noticed it: then nothing follows about the user.
        for (var i = 0; i < 100; i++)
        {
            var log = await File.ReadAllBytesAsync(server.LogFile, Cancellation);
            var lines = Encoding.UTF8.GetString(log.AsSpan((int)start))
                .Split('\n')
                .Where(l => l.Contains(_user, StringComparison.Ordinal))
                .ToArray();
            if (lines.Any(l => l.StartsWith("Connection ", StringComparison.Ordinal)
                || l.StartsWith("Disconnect", StringComparison.Ordinal)))
                return [.. lines.Where(l => l.Contains(what, StringComparison.Ordinal))];
            await Task.Delay(50, Cancellation);
        }
        Assert.Fail($"{server.LogFile} does not say that the connection of {_user} was closed");
        return [];
    }
}
