using Fleet.Inventory;

namespace Fleet.Inventory.Tests;

public class InventoryFileTests
{
    private static readonly string[] Platforms = ["arista_eos", "cisco_iosxe", "frr", "linux"];

    private static DeviceInventory Read(string text)
    {
        var result = InventoryFile.Parse(text, "/etc/fleet/inventory.yaml", Platforms);
        Assert.Empty(result.Errors);
        return result.Inventory!;
    }

    [Fact]
    public void The_example_of_the_manual_reads_as_written()
    {
        var inventory = Read("""
            credentials:
              lab: { username: admin, password: env:LAB_PASSWORD }
            groups:
              core: { platform: arista_eos, credential: lab, commands: [show version, show interfaces] }
            devices:
              - { name: sw1, host: 192.0.2.1, site: ams1, groups: [core] }
              - { name: r1, host: 192.0.2.9, port: 2022, platform: frr, credential: lab, commands: [show ip route] }
            """);

        Assert.Collection(
            inventory.Devices,
            sw1 =>
            {
                Assert.Equal(("sw1", "192.0.2.1", 22), (sw1.Name, sw1.Host, sw1.Port));
                Assert.Equal(("arista_eos", "ams1", "lab"), (sw1.Platform, sw1.Site, sw1.Credential));
                Assert.Equal(["show version", "show interfaces"], sw1.Commands);
                Assert.Equal(["core"], sw1.Groups);
            },
            r1 =>
            {
                Assert.Equal(("r1", "192.0.2.9", 2022), (r1.Name, r1.Host, r1.Port));
                Assert.Equal(("frr", "default", "lab"), (r1.Platform, r1.Site, r1.Credential));
                Assert.Equal(["show ip route"], r1.Commands);
                Assert.Empty(r1.Groups);
            });
        Assert.Equal(new SecretReference.Env("LAB_PASSWORD"), inventory.Credentials["lab"].Password);
    }

    [Fact]
    public void Credentials_and_sites_may_be_bounded()
    {
        var inventory = Read("""
            credentials:
              tacacs: { username: admin, password: prompt, sessions: 50, loginsPerSecond: 10 }
              lab: { username: admin, password: prompt, sessions: 0 }
            sites:
              ams1: { sessions: 20 }
            groups:
              core: { platform: frr, credential: lab, commands: x, site: ams1 }
            devices:
              - { name: r1, host: 192.0.2.1, group: core }
            """);

        Assert.Equal((50, 10), (inventory.Credentials["tacacs"].Sessions, inventory.Credentials["tacacs"].LoginsPerSecond));
        Assert.Equal((0, null), (inventory.Credentials["lab"].Sessions, inventory.Credentials["lab"].LoginsPerSecond));
        Assert.Equal(new SiteSettings(20), Assert.Single(inventory.Sites).Value);
    }

    [Fact]
    public void The_nearest_level_wins_and_levels_are_reached_in_the_order_that_they_are_named()
    {
        var inventory = Read("""
            credentials: { a: { username: a, password: prompt }, b: { username: b, password: prompt } }
            defaults: { port: 1, platform: linux, site: from-defaults, credential: a, commands: [d], tags: [d] }
            groups:
              top: { site: from-top, commands: [t], tags: [t] }
              left: { parent: top, port: 2, tags: [l] }
              right: { parent: [top], port: 3, site: from-right, credential: b, tags: r }
            devices:
              - { name: own, host: h, groups: [left], port: 9, site: mine, commands: [o, o, p], tags: [o, l] }
              - { name: both, host: h, groups: [left, right] }
              - { name: turned, host: h, groups: [right, left] }
              - { name: none, host: h }
            """);
        var devices = inventory.Devices.ToDictionary(d => d.Name);

        string Show(string name)
        {
            var d = devices[name];
            return $"{d.Port} {d.Platform} {d.Site} {d.Credential} [{string.Join(' ', d.Commands)}] "
                + $"[{string.Join(' ', d.Tags)}] [{string.Join(' ', d.Groups)}]";
        }

        Assert.Equal("9 linux mine a [o p] [o l t d] [left top]", Show("own"));
        Assert.Equal("2 linux from-right b [t] [l r t d] [left right top]", Show("both"));
        Assert.Equal("3 linux from-right b [t] [r l t d] [right left top]", Show("turned"));
        Assert.Equal("1 linux from-defaults a [d] [d] []", Show("none"));
    }

    [Fact]
    public void Of_the_retries_the_nearest_level_wins_key_by_key()
    {
        var devices = Read("""
            credentials: { a: { username: a, password: prompt } }
            defaults: { platform: linux, credential: a, commands: x, retry: { maxBackoff: 30s } }
            groups:
              wan: { retry: { attempts: 5, budget: 20m } }
              slow: { parent: wan, retry: { budget: 2h, minBackoff: 1500ms } }
            devices:
              - { name: own, host: h, group: slow, retry: { attempts: 1 } }
              - { name: inherits, host: h, groups: [wan, slow] }
              - { name: none, host: h }
            """).Devices;

        Assert.Equal(
            new RetryBudget
            {
                Attempts = 1,
                Budget = TimeSpan.FromHours(2),
                MinBackoff = TimeSpan.FromSeconds(1.5),
                MaxBackoff = TimeSpan.FromSeconds(30),
            },
            devices[0].Retry);
        Assert.Equal(devices[0].Retry with { Attempts = 5, Budget = TimeSpan.FromMinutes(20) }, devices[1].Retry);
        Assert.Equal(new RetryBudget { MaxBackoff = TimeSpan.FromSeconds(30) }, devices[2].Retry);
    }

    [Fact]
    public void Sections_may_stand_in_any_order_and_anchors_may_be_used()
    {
        var inventory = Read("""
            devices:
              - { name: a, host: 'fe80::1%eth0', group: g, commands: &c [show version, 'show clock'] }
              - { name: b, host: 2001:db8::1, group: g, commands: *c }
            groups: { g: { platform: Cisco_IOSXE, credential: lab } }
            credentials: { lab: { username: admin, privateKey: key } }
            """);

        Assert.Equal(["show version", "show clock"], inventory.Devices[1].Commands);
        Assert.All(inventory.Devices, d => Assert.Equal("cisco_iosxe", d.Platform));
    }

    [Fact]
    public void Values_are_text_as_it_is_written()
    {
        var device = Read("""
            credentials: { no: { username: yes, password: prompt } }
            devices: [{ name: 0123, host: on.example, site: 1e3, platform: frr, credential: no, commands: [0x10] }]
            """).Devices[0];

        Assert.Equal(("0123", "1e3", "no"), (device.Name, device.Site, device.Credential));
        Assert.Equal(["0x10"], device.Commands);
    }

    [Fact]
    public void A_credential_refers_to_its_secrets_and_its_paths_start_from_the_inventory()
    {
        var credential = Read("""
            credentials:
              all:
                username: admin
                password: exec:pass show 'net: work'
                privateKey: keys/id_ed25519
                passphrase: file:../secrets/phrase
                methods: [publickey, keyboard-interactive]
                secrets: { enable: prompt, root: file:~/root }
            devices: [{ name: a, host: h, platform: frr, credential: all, commands: x }]
            """.Replace("exec:pass show 'net: work'", "\"exec:pass show 'net: work'\"", StringComparison.Ordinal)).Credentials["all"];

        Assert.Equal(new SecretReference.Exec("pass show 'net: work'"), credential.Password);
        Assert.Equal("/etc/fleet/keys/id_ed25519", credential.PrivateKey);
        Assert.Equal(new SecretReference.FromFile("/etc/secrets/phrase"), credential.Passphrase);
        Assert.Equal(["publickey", "keyboard-interactive"], credential.Methods);
        Assert.Equal(new SecretReference.Prompt("enable"), credential.Secrets["enable"]);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(new SecretReference.FromFile(Path.Combine(home, "root")), credential.Secrets["root"]);
    }

    [Fact]
    public void Plain_secrets_are_read_where_they_are_allowed()
    {
        var credential = Read("""
            allowPlainSecrets: true
            credentials: { lab: { username: admin, password: 'hunter2:x', secrets: { enable: env:E } } }
            devices: [{ name: a, host: h, platform: frr, credential: lab, commands: x }]
            """).Credentials["lab"];

        Assert.Equal(new SecretReference.Plain("hunter2:x"), credential.Password);
        Assert.Equal(new SecretReference.Env("E"), credential.Secrets["enable"]);
    }
}
