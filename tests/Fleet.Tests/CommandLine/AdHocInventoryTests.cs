using Fleet.CommandLine;
using Fleet.Inventory;

namespace Fleet.Tests.CommandLine;

public class AdHocInventoryTests
{
    private static readonly string[] Platforms = ["linux", "cisco_iosxe"];

    [Fact]
    public void Targets_share_a_credential_for_each_user()
    {
        var inventory = Create(["admin@192.0.2.1", "admin@192.0.2.2", "root@192.0.2.3:2022"]);

        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3:2022"], inventory.Devices.Select(d => d.Name));
        Assert.Equal(["admin", "admin", "root"], inventory.Devices.Select(d => d.Credential));
        Assert.Equal(["admin", "root"], inventory.Credentials.Keys.Order());
        Assert.All(inventory.Credentials.Values, c => Assert.Equal(new SecretReference.Prompt("password"), c.Password));
    }

    [Fact]
    public void The_platform_is_found_whatever_its_case() =>
        Assert.Equal("cisco_iosxe", Create(["sw1"], platform: "Cisco_IOSXE").Devices[0].Platform);

    [Fact]
    public void A_target_without_a_user_gets_the_named_one() =>
        Assert.Equal("netops", Create(["sw1"], new AdHocLogin { User = "netops" }).Credentials["netops"].Username);

    [Fact]
    public void With_a_key_no_password_is_asked_for()
    {
        var key = Path.GetTempFileName();
        var credential = Create(["a@sw1"], new AdHocLogin { Key = key }).Credentials["a"];
        File.Delete(key);

        Assert.Equal(key, credential.PrivateKey);
        Assert.Null(credential.Password);
    }

    [Fact]
    public void A_target_named_twice_is_one_device() => Assert.Single(Create(["a@sw1", "a@sw1"]).Devices);

    [Theory]
    [InlineData("env:LAB_PASSWORD", typeof(SecretReference.Env))]
    [InlineData("file:/run/secret", typeof(SecretReference.FromFile))]
    [InlineData("exec:pass show lab", typeof(SecretReference.Exec))]
    [InlineData("prompt", typeof(SecretReference.Prompt))]
    public void Secrets_are_taken_by_reference(string text, Type kind) =>
        Assert.IsType(kind, AdHocInventory.ParseReference("--password", text, "password"));

    [Theory]
    [InlineData("hunter2")]
    [InlineData("hunter2:x")]
    [InlineData("env:")]
    [InlineData("")]
    public void A_secret_itself_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<CommandException>(() => AdHocInventory.ParseReference("--password", text, "password"));

        Assert.Contains("env:NAME, file:PATH, exec:COMMAND or prompt", error.Message);
        Assert.DoesNotContain("hunter2", error.Message);
    }

    [Fact]
    public void What_is_missing_is_said_with_what_there_is()
    {
        Assert.Contains("there are cisco_iosxe, linux", Failure(() => Create(["sw1"], platform: null)));
        Assert.Contains("did you mean 'linux'?", Failure(() => Create(["sw1"], platform: "linus")));
        Assert.Contains("there is no file", Failure(() => Create(["sw1"], new AdHocLogin { Key = "/no/key" })));
        Assert.Contains("--key FILE", Failure(() => Create(["sw1"], new AdHocLogin { Passphrase = "prompt" })));
        Assert.Contains("named twice", Failure(() => Create(["a@sw1", "b@sw1"])));
    }

    private static string Failure(Action action) => Assert.Throws<CommandException>(action).Message;

    private static DeviceInventory Create(
        string[] targets, AdHocLogin? login = null, string? platform = "linux") =>
        AdHocInventory.Create(targets, platform, ["uname -a"], login ?? new AdHocLogin(), Platforms);
}
