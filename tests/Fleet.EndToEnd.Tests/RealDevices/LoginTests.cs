using System.Text;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.RealDevices;

/// <summary>Every way to log in that the lab's servers know.</summary>
public sealed class LoginTests
{
    [Fact]
    public async Task Passwords_keys_and_keyboard_interactive_let_in()
    {
        var (user, keys) = (TestLab.Bash, TestLab.Keys);
        var (plain, pam, dropbear) =
            (TestLab.RequireOpenSsh(), TestLab.RequireOpenSshWithPam(), TestLab.RequireDropbear());
        using var work = new UserFolder();
        var passphrase = work.PathOf("passphrase");
        await File.WriteAllTextAsync(passphrase, keys.Passphrase + "\n", TestContext.Current.CancellationToken);
        TestDevice Device(string name, LabServer server, object credential) =>
            new(name, server, credential, "linux_exec", "id -un");
        TestDevice[] devices =
        [
            Device("password", plain, Credentials.Password(user)),
            Device("ed25519", plain, Credentials.Key(user, keys.Ed25519)),
            Device("rsa", plain, Credentials.Key(user, keys.Rsa)),
            Device("rsa-pem", plain, Credentials.Key(user, keys.RsaPem)),
            Device("ecdsa", plain, Credentials.Key(user, keys.Ecdsa)),
            Device("encrypted", plain, Credentials.Key(user, keys.Encrypted, "file:" + passphrase)),
            Device("keyboard-interactive", pam, Credentials.Password(user)),
            Device("dropbear-password", dropbear, Credentials.Password(user)),
            Device("dropbear-ed25519", dropbear, Credentials.Key(user, keys.Ed25519)),
            Device("key-before-password", plain, new
            {
                username = user.Name,
                privateKey = keys.Stranger,
                password = "file:" + user.PasswordFile,
            }),
        ];
        work.WriteInventory(devices);

        await work.RunAsync("collect", "-i", "fleet.yaml");

        var outputs = await Task.WhenAll(devices.Select(d => work.OutputAsync(d.Name, "id -un")));
        Assert.All(outputs, o => Assert.Equal("fleetlab\n", Encoding.UTF8.GetString(o)));
        Assert.Contains("Accepted keyboard-interactive/pam for fleetlab", await File.ReadAllTextAsync(
            pam.LogFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_rejected_login_is_not_repeated()
    {
        var server = TestLab.RequireOpenSsh();
        using var work = new UserFolder();
        work.WriteInventory(
            new TestDevice("h1", server, Credentials.Key(TestLab.Bash, TestLab.Keys.Stranger), "linux", "id"));

        var result = await work.TryAsync("collect", "-i", "fleet.yaml", "--json");

        Assert.Equal(2, result.ExitCode);
        var session = Assert.Single(SessionLine.Of(result.Output));
        Assert.Equal("AuthenticationRejected", session.Failure);
    }
}
