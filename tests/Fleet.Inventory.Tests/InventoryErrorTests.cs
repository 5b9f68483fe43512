using CsCheck;

namespace Fleet.Inventory.Tests;

public class InventoryErrorTests
{
    private static readonly string[] Platforms = ["arista_eos", "cisco_iosxe", "frr", "linux"];

    // Lines 1 to 9; the cases add their lines below, beginning with line 10.
    private const string Good = """
        credentials:
          lab: { username: admin, password: env:LAB_PASSWORD }
        groups:
          core:
            platform: arista_eos
            credential: lab
            commands: [show version]
        devices:
          - { name: sw1, host: 192.0.2.1, groups: [core] }

        """;

    private static string Errors(string text)
    {
        var result = InventoryFile.Parse(text, "i.yaml", Platforms);
        Assert.Equal(result.Errors.Count > 0, result.Inventory is null);
        return string.Join('\n', result.Errors);
    }

    [Theory]
    [InlineData("sites: { ams1: { sessions: 20 } }", "10:10: no device is at site 'ams1'")]
    [InlineData("sites: { defalt: { sessions: 20 } }", "10:10: no device is at site 'defalt', did you mean 'default'?")]
    [InlineData("sites: { default: { sessions: -1 } }", "10:31: sessions is a whole number from 0 to 10000, not '-1'")]
    [InlineData("sites: { default: { session: 5 } }", "10:21: unknown key 'session', did you mean 'sessions'?")]
    [InlineData("sites: { default: 5 }", "10:19: a site is a map of keys and values, not text")]
    [InlineData("sites: [default]", "10:8: sites is a map of keys and values, not a list")]
    public void What_is_said_of_sites_is_checked(string line, string error) =>
        Assert.Equal("i.yaml:" + error, Errors(Good + line));

    [Theory]
    [InlineData("sessions: all", "sessions is a whole number from 0 (any number) to 10000")]
    [InlineData("sessions: 10001", "sessions is a whole number from 0 (any number) to 10000")]
    [InlineData("loginsPerSecond: 0.5", "loginsPerSecond is a whole number from 0 (any number) to 10000")]
    [InlineData("loginsPerSecond: -1", "loginsPerSecond is a whole number from 0 (any number) to 10000")]
    [InlineData("loginsPersecond: 1", "unknown key, did you mean 'loginsPerSecond'?")]
    public void Bounds_of_credentials_are_checked(string field, string error)
    {
        var errors = Errors(Good.Replace("username: admin,", $"username: admin, {field},", StringComparison.Ordinal));
        Assert.StartsWith("i.yaml:2:", errors, StringComparison.Ordinal);
        Assert.EndsWith(": " + error, errors, StringComparison.Ordinal);
    }

    [Theory]
    // Names.
    [InlineData("- { name: SW1, host: h, group: core }", "10:13: device 'SW1' is already in line 9; names are unique, case aside")]
    [InlineData("- { host: h, group: core }", "10:5: this device has no name")]
    [InlineData("- { name: , host: h, group: core }", "10:7: 'name' has no value")]
    [InlineData("- { name: '', host: h, group: core }", "10:13: name is empty")]
    [InlineData("- { name: a/b, host: h, group: core }", "10:13: name 'a/b' cannot name a file: no '/' or '\\', no dot at the beginning, no space around it, and at most 255 bytes")]
    [InlineData("- { name: ..a, host: h, group: core }", "10:13: name '..a' cannot name a file: no '/' or '\\', no dot at the beginning, no space around it, and at most 255 bytes")]
    [InlineData("- { name: ' a', host: h, group: core }", "10:13: name ' a' cannot name a file: no '/' or '\\', no dot at the beginning, no space around it, and at most 255 bytes")]
    [InlineData("- { name: \"a\\nb\", host: h, group: core }", "10:13: name is one line, but this has a line break")]
    [InlineData("- { name: \"a\\0b\", host: h, group: core }", "10:13: name contains the invisible character U+0000")]
    [InlineData("- { name: \"a\\u202Eb\", host: h, group: core }", "10:13: name contains the invisible character U+202E")]
    [InlineData("- { name: [a], host: h, group: core }", "10:13: name is one text, not a list")]
    // Hosts and ports.
    [InlineData("- { name: a, group: core }", "10:5: device 'a' has no host: write its host name or IP address")]
    [InlineData("- { name: a, host: 999.1.1.1, group: core }", "10:22: host '999.1.1.1' is not a valid IPv4 address: four numbers from 0 to 255 without leading zeros, such as 192.0.2.1")]
    [InlineData("- { name: a, host: h, group: core, port: 0 }", "10:44: port is a whole number from 1 to 65535, not '0'")]
    [InlineData("- { name: a, host: h, group: core, port: 70000 }", "10:44: port is a whole number from 1 to 65535, not '70000'")]
    [InlineData("- { name: a, host: h, group: core, port: ssh }", "10:44: port is a whole number from 1 to 65535, not 'ssh'")]
    [InlineData("- { name: a, host: h, group: core, port: 22.5 }", "10:44: port is a whole number from 1 to 65535, not '22.5'")]
    [InlineData("- { name: a, host: h, group: core, port: { a: b } }", "10:44: port is one text, not a map")]
    // What is referred to.
    [InlineData("- { name: a, host: h, group: cor }", "10:32: unknown group 'cor', did you mean 'core'?")]
    [InlineData("- { name: a, host: h, groups: [core, edge] }", "10:40: unknown group 'edge'")]
    [InlineData("- { name: a, host: h, group: core, groups: [core] }", "10:46: the groups are already named by another key; list them all in one")]
    [InlineData("- { name: a, host: h, group: core, platform: arista_eso }", "10:48: unknown platform 'arista_eso', did you mean 'arista_eos'?")]
    [InlineData("- { name: a, host: h, group: core, platform: zyxel }", "10:48: unknown platform 'zyxel'; there are arista_eos, cisco_iosxe, frr, linux")]
    [InlineData("- { name: a, host: h, group: core, credential: Lab }", "10:50: unknown credential 'Lab', did you mean 'lab'?")]
    // What is missing.
    [InlineData("- { name: a, host: h, credential: lab, commands: x }", "10:5: device 'a' has no platform: name one on it, on a group or in the defaults")]
    [InlineData("- { name: a, host: h, platform: frr, commands: x }", "10:5: device 'a' has no credential: name one on it, on a group or in the defaults")]
    [InlineData("- { name: a, host: h, platform: frr, credential: lab }", "10:5: device 'a' has no commands: list them on it, on a group or in the defaults")]
    // Commands, sites and tags.
    [InlineData("- { name: a, host: h, group: core, commands: [] }", "10:48: commands is empty: list at least one, or leave the key out to inherit")]
    [InlineData("- { name: a, host: h, group: core, commands: [show, ''] }", "10:55: a command is empty")]
    [InlineData("- { name: a, host: h, group: core, commands: [show, ] }", "")]
    [InlineData("- { name: a, host: h, group: core, commands: [show, ~] }", "10:55: a command is one text, not nothing")]
    [InlineData("- { name: a, host: h, group: core, commands: [\"a\\nb\"] }", "10:49: a command is one line, but this has a line break")]
    [InlineData("- { name: a, host: h, group: core, commands: [\"a\\eb\"] }", "10:49: a command contains the invisible character U+001B")]
    [InlineData("- { name: a, host: h, group: core, commands: { a: b } }", "10:48: a command is one text, not a map")]
    [InlineData("- { name: a, host: h, group: core, tags: [[a]] }", "10:45: a tag is one text, not a list")]
    [InlineData("- { name: a, host: h, group: core, site: [a] }", "10:44: site is one text, not a list")]
    [InlineData("- { name: a, host: h, group: core, site: a~b }", "10:44: site contains '~', which separates site and device elsewhere")]
    // Retries.
    [InlineData("- { name: a, host: h, group: core, retry: 5 }", "10:45: retry is a map of keys and values, not text")]
    [InlineData("- { name: a, host: h, group: core, retry: {} }", "10:45: retry is empty: give it attempts, budget, minBackoff or maxBackoff, or leave it out to inherit")]
    [InlineData("- { name: a, host: h, group: core, retry: { atempts: 5 } }", "10:47: unknown key 'atempts', did you mean 'attempts'?")]
    [InlineData("- { name: a, host: h, group: core, retry: { wait: 5s } }", "10:47: unknown key 'wait' in retry; known are attempts, budget, minBackoff, maxBackoff")]
    [InlineData("- { name: a, host: h, group: core, retry: { attempts: 0 } }", "10:57: attempts is a whole number from 1 to 100, not '0'")]
    [InlineData("- { name: a, host: h, group: core, retry: { attempts: 5s } }", "10:57: attempts is a whole number from 1 to 100, not '5s'")]
    [InlineData("- { name: a, host: h, group: core, retry: { budget: 20 } }", "10:55: budget is a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h, at most 24h, not '20'")]
    [InlineData("- { name: a, host: h, group: core, retry: { budget: 25h } }", "10:55: budget is a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h, at most 24h, not '25h'")]
    [InlineData("- { name: a, host: h, group: core, retry: { minBackoff: 0s } }", "10:59: minBackoff is a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h, at most 24h, not '0s'")]
    [InlineData("- { name: a, host: h, group: core, retry: { minBackoff: 2m, maxBackoff: 60s } }", "10:45: minBackoff is longer than maxBackoff")]
    [InlineData("- { name: a, host: h, group: core, retry: { maxBackoff: } }", "10:47: 'maxBackoff' has no value")]
    // Keys.
    [InlineData("- { name: a, host: h, group: core, prot: 22 }", "10:38: unknown key 'prot', did you mean 'port'?")]
    [InlineData("- { name: a, host: h, group: core, password: hunter2 }", "10:38: unknown key 'password' in a device; known are name, host, group, groups, port, platform, site, credential, commands, retry, tags")]
    [InlineData("- { name: a, host: h, group: core, host: i }", "10:38: 'host' is already given in line 10")]
    [InlineData("- { name: a, host: h, group: core, [x]: y }", "10:38: a key is text, not a list or a map")]
    [InlineData("- { name: a, host: h, <<: *x }", "10:25: merge keys ('<<') are not supported; repeat the settings, or name them once in a group")]
    [InlineData("- just text", "10:5: a device is a map of keys and values, not text")]
    [InlineData("-", "10:4: a device is a map of keys and values, not nothing")]
    // YAML.
    [InlineData("- { name: a, host: h, group: core", "10:5: not valid YAML: this bracket is not closed before line 11")]
    [InlineData("- { name: a, host: h, group: *core }", "10:32: '*core' refers to no '&core' before it")]
    [InlineData("- { name: a, host: h, group: !secret core }", "10:32: tags ('!...') are not supported; write the value alone")]
    [InlineData("- name: a: b", "10:12: not valid YAML: while scanning a plain scalar value, found invalid mapping; put a value that contains ': ' in quotes")]
    [InlineData("- name: @a", "10:11: not valid YAML: while scanning for the next token, found character that cannot start any token; put a value that begins with it in quotes")]
    [InlineData("- name: a\n\t  host: h", "11:1: not valid YAML: lines are indented with spaces, this is a tab")]
    public void A_mistake_in_a_device_is_named_with_its_place(string device, string expected) =>
        Assert.Equal(expected.Length > 0 ? $"i.yaml:{expected}" : "", Errors(Good + "  " + device));

    [Theory]
    [InlineData("", "i.yaml: the file is empty")]
    [InlineData("# nothing\n\n", "i.yaml: the file is empty")]
    [InlineData("text", "i.yaml:1:1: an inventory is a map of keys and values, not text")]
    [InlineData("- a", "i.yaml:1:1: an inventory is a map of keys and values, not a list")]
    [InlineData("{}", "i.yaml: no devices: list them under 'devices'")]
    [InlineData("devices:", "i.yaml:1:1: 'devices' has no value")]
    [InlineData("devices: []", "i.yaml:1:10: devices is empty: list at least one device")]
    [InlineData("devices: { sw1: { host: h } }", "i.yaml:1:10: devices is a list, not a map: begin each item with '- '")]
    [InlineData("device: []", "i.yaml: no devices: list them under 'devices'\ni.yaml:1:1: unknown key 'device', did you mean 'devices'?")]
    [InlineData("--- {}\n--- {}", "i.yaml:2:1: a second document begins here; one file holds one document")]
    [InlineData("a: 'b", "i.yaml:1:4: not valid YAML: while scanning a quoted scalar, found unexpected end of stream")]
    public void A_file_that_is_no_inventory_says_so(string text, string expected) =>
        Assert.Equal(expected, Errors(text));

    [Theory]
    [InlineData("groups: [a]", "11:9: groups is a map of keys and values, not a list")]
    [InlineData("groups: { a: b }", "11:14: a group is a map of keys and values, not text")]
    [InlineData("groups: { a: { host: h } }", "11:16: unknown key 'host' in a group; known are parent, groups, port, platform, site, credential, commands, retry, tags")]
    [InlineData("groups: { a: , a: }", "11:16: 'a' is already given in line 11")]
    [InlineData("groups: { a: { parent: b } }", "11:24: unknown group 'b'")]
    [InlineData("groups: { a: { parent: a } }", "11:24: a group inherits from itself: 'a' > 'a'")]
    [InlineData("groups: { a: { parent: b }, b: { groups: [c] }, c: { parent: a }, d: { parent: c } }", "11:24: a group inherits from itself: 'a' > 'b' > 'c' > 'a'")]
    [InlineData("groups: { a: { platform: junos } }", "11:26: unknown platform 'junos'; there are arista_eos, cisco_iosxe, frr, linux")]
    [InlineData("defaults: { group: a }", "11:13: unknown key 'group' in defaults; known are port, platform, site, credential, commands, retry, tags")]
    [InlineData("defaults: { port: -1 }", "11:19: port is a whole number from 1 to 65535, not '-1'")]
    [InlineData("defaults: { credential: nobody }", "11:25: unknown credential 'nobody'; there are c")]
    [InlineData("allowPlainSecrets: yes", "11:20: allowPlainSecrets is true or false, not 'yes'")]
    public void A_mistake_elsewhere_is_named_with_its_place(string section, string expected)
    {
        const string Devices = """
            credentials:
              c:
                username: u
                password: prompt
            devices:
              - name: a
                host: h
                platform: frr
                credential: c
                commands: x

            """;

        Assert.Equal($"i.yaml:{expected}", Errors(Devices + section));
    }

    [Theory]
    [InlineData("password: hunter2", "3:15: this is a secret itself, which is refused; refer to it with env:NAME, file:PATH, exec:COMMAND or prompt, or set 'allowPlainSecrets: true'")]
    [InlineData("password: 'hunter2:x'", "3:15: this is a secret itself, which is refused; refer to it with env:NAME, file:PATH, exec:COMMAND or prompt, or set 'allowPlainSecrets: true'")]
    [InlineData("password: 'env:'", "3:15: nothing usable follows 'env:'; write one line after it")]
    [InlineData("password: 'env:hunter2=x'", "3:15: what follows 'env:' is no name of an environment variable, such as LAB_PASSWORD")]
    [InlineData("password: \"exec:hunter2\\nx\"", "3:15: nothing usable follows 'exec:'; write one line after it")]
    [InlineData("password: [hunter2]", "3:15: a secret is one text, not a list")]
    [InlineData("password:", "3:5: 'password' has no value")]
    [InlineData("pasword: hunter2", "2:3: credential 'lab' has neither a password nor a privateKey\ni.yaml:3:5: unknown key, did you mean 'password'?")]
    [InlineData("{ password:hunter2 }", null)]
    [InlineData("? password:hunter2", null)]
    [InlineData("? hunter2\n    : hunter2", null)]
    [InlineData("password: { hunter2: hunter2 }", "3:15: a secret is one text, not a map")]
    [InlineData("secrets: { enable: hunter2 }", null)]
    [InlineData("secrets: { hunter2: env:E, hunter2: env:F }", null)]
    [InlineData("secrets: hunter2", null)]
    [InlineData("methods: hunter2", null)]
    [InlineData("password: \"hunter2\\q\"", null)]
    [InlineData("password: hunter2: x", null)]
    [InlineData("password: 'hunter2", null)]
    [InlineData("password: @hunter2", null)]
    [InlineData("password: !hunter2 x", null)]
    public void No_message_repeats_a_secret(string line, string? expected)
    {
        string text = line.StartsWith('{')
            ? $"credentials:\n  lab:\n    {line}\ndevices: []"
            : $"credentials:\n  lab:\n    {line}\n    username: u\ndevices: [{{ name: a, host: h, platform: frr, credential: lab, commands: x }}]";

        string errors = Errors(text);

        Assert.NotEmpty(errors);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
        if (expected is not null)
            Assert.Equal($"i.yaml:{expected}", errors);
    }

    [Theory]
    [InlineData("{ password: prompt }", "2:3: credential 'c' has no username")]
    [InlineData("{ username: u }", "2:3: credential 'c' has neither a password nor a privateKey")]
    [InlineData("{ username: u, password: prompt, passphrase: prompt }", "2:3: credential 'c' has a passphrase but no privateKey")]
    [InlineData("{ username: u, password: prompt, methods: [publickey] }", "2:49: method 'publickey' needs a privateKey, and there is none")]
    [InlineData("{ username: u, privateKey: k, methods: [publickey, password] }", "2:57: method 'password' needs a password, and there is none")]
    [InlineData("{ username: u, password: prompt, methods: [pasword] }", "2:49: unknown method, did you mean 'password'?")]
    [InlineData("{ username: u, password: prompt, methods: [none] }", "2:49: unknown method; known are publickey, password, keyboard-interactive")]
    [InlineData("{ username: u, password: prompt, methods: [password, password] }", "2:59: method 'password' is named twice")]
    [InlineData("{ username: u, password: prompt, methods: [] }", "2:48: methods is empty: name at least one, or leave the key out")]
    [InlineData("text", "2:6: a credential is a map of keys and values, not text")]
    public void A_credential_that_cannot_work_is_refused(string credential, string expected) =>
        Assert.Equal(
            $"i.yaml:{expected}",
            Errors($"credentials:\n  c: {credential}\ndevices: [{{ name: a, host: h, platform: frr, credential: c, commands: x }}]"));

    [Fact]
    public void All_errors_are_reported_at_once_in_the_order_of_the_file()
    {
        Assert.Equal(
            """
            i.yaml:2:3: unknown key 'platfrom', did you mean 'platform'?
            i.yaml:4:5: device 'a' has no platform: name one on it, on a group or in the defaults
            i.yaml:4:22: host '10.0.0' is not a valid IPv4 address: four numbers from 0 to 255 without leading zeros, such as 192.0.2.1
            i.yaml:4:51: unknown credential 'lba', did you mean 'lab'?
            i.yaml:7:14: unknown platform 'nx'; there are arista_eos, cisco_iosxe, frr, linux
            i.yaml:8:46: this is a secret itself, which is refused; refer to it with env:NAME, file:PATH, exec:COMMAND or prompt, or set 'allowPlainSecrets: true'
            """,
            Errors("""
                defaults:
                  platfrom: frr
                devices:
                  - { name: a, host: 10.0.0, port: 1, credential: lba, commands: x }
                groups:
                 g:
                   platform: nx
                credentials: { lab: { username: u, password: hunter2 } }
                """));
    }

    [Fact]
    public void Of_very_many_errors_the_first_hundred_are_listed_and_the_rest_counted()
    {
        string text = Good + string.Concat(Enumerable.Range(0, 250).Select(i => $"  - {{ name: d{i}, host: h, group: nowhere }}\n"));

        var errors = InventoryFile.Parse(text, "i.yaml", Platforms).Errors;

        Assert.Equal(101, errors.Count);
        Assert.Equal("i.yaml:109:34: unknown group 'nowhere'", errors[99].ToString());
        Assert.Equal("i.yaml: and 150 more errors", errors[100].ToString());
    }

    [Fact]
    public void Billions_by_alias_are_refused_soon()
    {
        var text = new System.Text.StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Assert.Matches(@"^i\.yaml:\d+:\d+: more than 5,000,000 values, repeats by alias counted in$", Errors(text.ToString()));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused(string level) =>
        Assert.Contains("nested deeper than 64 levels", Errors(string.Concat(Enumerable.Repeat(level, 100_000))), StringComparison.Ordinal);

    [Fact]
    public void A_long_chain_of_groups_is_no_burden()
    {
        string groups = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  g{i}: {{ parent: g{i + 1} }}\n"));
        string text = $"groups:\n{groups}  g20000: {{ platform: frr, credential: c, commands: x }}\n"
            + "credentials: { c: { username: u, password: prompt } }\ndevices: [{ name: a, host: h, group: g0 }]";

        Assert.Equal("", Errors(text));
        Assert.Contains("inherits from itself", Errors(text.Replace("g20000: { p", "g20000: { parent: g7, p", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_ends_in_errors_or_an_inventory() =>
        Gen.String[Gen.Char["ab:-[]{}&*!|>'\"#%@`,?~ \n\n\t\\0\r\u0085\u2028\ufeff\ud800"], 0, 40].Sample(text => { Errors(text); }, iter: 5_000);

    [Fact]
    public void An_inventory_with_a_change_anywhere_ends_in_errors_or_an_inventory() =>
        Gen.Select(Gen.Int[0, Good.Length], Gen.Int[0, 40], Gen.String[Gen.Char["-:'\"[]{}#&*!|>% \n\tab~"], 0, 6]).Sample(
            (at, cut, insert) => { Errors(Good[..at] + insert + Good[Math.Min(Good.Length, at + cut)..]); },
            iter: 5_000);
}
