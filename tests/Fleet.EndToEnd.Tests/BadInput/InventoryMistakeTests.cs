using System.Text;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Inventories that are wrong. Line 1 of each is a good credential, <c>lab</c>.</summary>
public sealed class InventoryMistakeTests(GoodStore good)
{
    private const string Credential = "credentials: { lab: { username: admin, password: env:LAB_PASSWORD } }\n";

    public static TheoryData<string, string, string> Table => new()
    {
        {
            "a key that does not exist",
            """
            devices:
              - { name: r1, host: 192.0.2.1, platfrom: linux, credential: lab, commands: [uptime] }
            """,
            "bad.yaml:3:34: unknown key 'platfrom', did you mean 'platform'?"
        },
        {
            "a key twice",
            """
            devices:
              - { name: r1, host: 192.0.2.1, host: 192.0.2.2, platform: linux, credential: lab, commands: [uptime] }
            """,
            "bad.yaml:3:34: 'host' is already given in line 3"
        },
        {
            "a device twice",
            """
            devices:
              - { name: r1, host: 192.0.2.1, platform: linux, credential: lab, commands: [uptime] }
              - { name: R1, host: 192.0.2.2, platform: linux, credential: lab, commands: [uptime] }
            """,
            "bad.yaml:4:13: device 'R1' is already in line 3; names are unique, case aside"
        },
        {
            "names of what does not exist",
            """
            groups: { core: {} }
            devices:
              - { name: r1, host: 192.0.2.1, platform: linus, credential: lap, group: cor, commands: [uptime] }
              - { name: r2, host: 192.0.2.2, platform: ios, credential: lab, commands: [uptime] }
            """,
            """
            bad.yaml:4:44: unknown platform 'linus', did you mean 'linux'?
            bad.yaml:4:63: unknown credential 'lap', did you mean 'lab'?
            bad.yaml:4:75: unknown group 'cor', did you mean 'core'?
            bad.yaml:5:44: unknown platform 'ios'; there are arista_eos, cisco_iosxe, cisco_iosxr, cisco_nxos, frr, juniper_junos, linux, linux_exec
            """
        },
        {
            "hosts that are none",
            """
            defaults: { platform: linux, credential: lab, commands: [uptime] }
            devices:
              - { name: r1, host: 192.0.2.300 }
              - { name: r2, host: admin@192.0.2.1 }
              - { name: r3, host: "192.0.2.1:22" }
              - { name: r4, host: core switch }
              - { name: r5, host: "https://sw1" }
            """,
            """
            bad.yaml:4:23: host '192.0.2.300' is not a valid IPv4 address: four numbers from 0 to 255 without leading zeros, such as 192.0.2.1
            bad.yaml:5:23: host 'admin@192.0.2.1' names a user; write the host alone, the user belongs to the credential
            bad.yaml:6:23: host '192.0.2.1:22' holds a port; write it as 'port'
            bad.yaml:7:23: host 'core switch' is not a valid host name: labels of up to 63 letters, digits and inner hyphens, separated by dots
            bad.yaml:8:23: host 'https://sw1' is a URL; write the host name or address alone
            """
        },
        {
            "ports that are none",
            """
            defaults: { platform: linux, credential: lab, commands: [uptime] }
            devices:
              - { name: r1, host: 192.0.2.1, port: 0 }
              - { name: r2, host: 192.0.2.1, port: 65536 }
              - { name: r3, host: 192.0.2.1, port: ssh }
            """,
            """
            bad.yaml:4:40: port is a whole number from 1 to 65535, not '0'
            bad.yaml:5:40: port is a whole number from 1 to 65535, not '65536'
            bad.yaml:6:40: port is a whole number from 1 to 65535, not 'ssh'
            """
        },
        {
            "names that cannot name a file",
            """
            defaults: { platform: linux, credential: lab, commands: [uptime] }
            devices:
              - { name: a/b, host: 192.0.2.1 }
              - { name: ../etc, host: 192.0.2.1 }
              - { name: "a\u202Eb", host: 192.0.2.1 }
            """,
            """
            bad.yaml:4:13: name 'a/b' cannot name a file: no '/' or '\', no dot at the beginning, no space around it, and at most 255 bytes
            bad.yaml:5:13: name '../etc' cannot name a file: no '/' or '\', no dot at the beginning, no space around it, and at most 255 bytes
            bad.yaml:6:13: name contains the invisible character U+202E
            """
        },
        {
            "a device that lacks everything",
            """
            devices:
              - { tags: [x] }
            """,
            """
            bad.yaml:3:5: this device has no name
            bad.yaml:3:5: this device has no host: write its host name or IP address
            bad.yaml:3:5: this device has no platform: name one on it, on a group or in the defaults
            bad.yaml:3:5: this device has no credential: name one on it, on a group or in the defaults
            bad.yaml:3:5: this device has no commands: list them on it, on a group or in the defaults
            """
        },
        {
            "no commands",
            """
            devices:
              - { name: r1, host: 192.0.2.1, platform: linux, credential: lab, commands: [] }
            """,
            "bad.yaml:3:78: commands is empty: list at least one, or leave the key out to inherit"
        },
        {
            "groups in a circle",
            """
            groups:
              core: { parent: site }
              site: { parent: core, commands: [uptime] }
            devices:
              - { name: r1, host: 192.0.2.1, platform: linux, credential: lab, group: core }
            """,
            "bad.yaml:3:19: a group inherits from itself: 'core' > 'site' > 'core'"
        },
        {
            "a bracket that is not closed",
            """
            devices:
              - { name: r1, host: 192.0.2.1
              - { name: r2, host: 192.0.2.2 }
            """,
            "bad.yaml:3:3: not valid YAML: the structure breaks off after this; a bracket or an indentation is missing"
        },
        {
            "a bracket that is not closed at the end",
            """
            devices:
              - { name: r1, host: 192.0.2.1
            """,
            "bad.yaml:3:5: not valid YAML: this bracket is not closed before line 4"
        },
        {
            "a tab",
            "devices:\n\t- name: r1\n",
            "bad.yaml:3:1: not valid YAML: lines are indented with spaces, this is a tab"
        },
        {
            "an indentation that does not fit",
            """
            devices:
              - name: r1
               host: 192.0.2.1
            """,
            "bad.yaml:4:4: not valid YAML: while parsing a block collection, did not find expected '-' indicator; is this indented as its neighbours are?"
        },
        {
            "a map in the place of a list",
            "devices: { r1: { host: 192.0.2.1 } }",
            "bad.yaml:2:10: devices is a list, not a map: begin each item with '- '"
        },
        { "no devices", "groups: {}", "bad.yaml: no devices: list them under 'devices'" },
        { "an empty list", "devices: []", "bad.yaml:2:10: devices is empty: list at least one device" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task An_inventory_is_refused_with_every_error_at_its_place(string what, string yaml, string message)
    {
        var place = await good.CopyAsync();
        place.Write("bad.yaml", Credential + yaml);

        Assert.NotEmpty(what);
        await place.RefusesAsync(message, "collect", "--inventory", "bad.yaml", "--data", "data");
    }

    [Fact]
    public async Task A_literal_password_is_refused_and_not_repeated()
    {
        var place = await good.CopyAsync();
        place.Write("bad.yaml", "credentials:\n  lab: { username: admin, password: Tr0ub4dor }\n");

        await place.RefusesAsync(
            """
            bad.yaml: no devices: list them under 'devices'
            bad.yaml:2:37: this is a secret itself, which is refused; refer to it with env:NAME, file:PATH, exec:COMMAND or prompt, or set 'allowPlainSecrets: true'
            """,
            "collect", "--inventory", "bad.yaml", "--data", "data");
    }

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "empty", [], "bad.yaml: the file is empty" },
        { "Latin-1", [.. "devices:\n  - name: caf"u8, 0xE9], "bad.yaml:2:14: this is not UTF-8 (byte 0xE9); save the file as UTF-8" },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("devices:")], "bad.yaml: the file is UTF-16; save it as UTF-8" },
        { "binary", [0x7F, 0x45, 0x4C, 0x46, 0, 1], "bad.yaml: this is a binary file, not text" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_no_text_is_refused(string what, byte[] content, string message)
    {
        var place = await good.CopyAsync();
        await File.WriteAllBytesAsync(Path.Combine(place.Folder, "bad.yaml"), content);

        Assert.NotEmpty(what);
        await place.RefusesAsync(message, "collect", "--inventory", "bad.yaml", "--data", "data");
    }

    [Theory]
    [InlineData("nowhere.yaml", "nowhere.yaml: there is no such file")]
    [InlineData("nowhere/fleet.yaml", "nowhere/fleet.yaml: there is no such file")]
    [InlineData("data", "data: this is a folder, not a file")]
    public async Task A_path_that_is_no_file_is_refused(string path, string message) =>
        await (await good.CopyAsync()).RefusesAsync(message, "collect", "--inventory", path, "--data", "data");
}
