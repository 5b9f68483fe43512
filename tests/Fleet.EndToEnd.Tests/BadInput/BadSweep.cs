using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>
/// One run over all the devices of <see cref="DeviceFaultTests.Table"/> at once, with good ones among them, into a store that
/// has an earlier run.
/// </summary>
public sealed partial class BadSweep(GoodStore good) : IDisposable
{
    internal const int GoodDevices = 3;

    private readonly BadServers _servers = new();
    private readonly Lock _gate = new();
    private Task<Outcome>? _run;

    /// <summary>The outcome of the run, which happens once.</summary>
    internal Task<Outcome> RunAsync()
    {
        lock (_gate)
        {
            return _run ??= SweepAsync();
        }
    }

    public void Dispose() => _servers.Dispose();

    private async Task<Outcome> SweepAsync()
    {
        var server = TestLab.RequireOpenSsh();
        var place = await good.CopyAsync();
        var facts = _servers.Ports.ToDictionary(p => p.Key, p => p.Value.ToString(CultureInfo.InvariantCulture));
        facts["sshd"] = server.Port.ToString(CultureInfo.InvariantCulture);
        facts["folder"] = place.Folder;
        facts["encrypted-key"] = TestLab.Keys.Encrypted;
        facts["prompt"] = $"{TestLab.Bash.Name}@{Environment.MachineName.Split('.')[0]}:~$";
        var serverKey = await ReadKeyAsync(Path.Combine(Path.GetDirectoryName(server.LogFile)!, "host_ed25519.pub"));
        var otherKey = await ReadKeyAsync(TestLab.Keys.Stranger + ".pub");
        facts["server-key"] = Fingerprint(serverKey);
        facts["other-key"] = Fingerprint(otherKey);
        await File.AppendAllTextAsync(
            Path.Combine(place.Data, "known_hosts"), $"[127.0.0.9]:{server.Port} ssh-ed25519 {otherKey}\n");

        place.Write("garbage-key", "this is no key\n");
        place.Write("sweep.conf", """
            fleet {
              sessions {
                connect-timeout = 5s
                authentication-timeout = 10s
                command-timeout = 5s
                session-timeout = 30s
                max-output = 64KiB
              }
              retry { attempts = 2, min-backoff = 10ms }
            }
            """);
        place.Write("sweep.yaml", Fill(facts, $$"""
            credentials:
              lab: { username: {{TestLab.Bash.Name}}, password: "file:{{TestLab.Bash.PasswordFile}}" }
              nobody: { username: nobody-at-all, password: "file:{{TestLab.Bash.PasswordFile}}" }
              wrong-password: { username: {{TestLab.Bash.Name}}, password: "exec:echo Tr0ub4dor" }
              wrong-key: { username: {{TestLab.Bash.Name}}, privateKey: "{{TestLab.Keys.Stranger}}" }
              wrong-passphrase: { username: {{TestLab.Bash.Name}}, privateKey: "{{TestLab.Keys.Encrypted}}", passphrase: "exec:echo Tr0ub4dor" }
              no-passphrase: { username: {{TestLab.Bash.Name}}, privateKey: "{{TestLab.Keys.Encrypted}}" }
              missing-key: { username: {{TestLab.Bash.Name}}, privateKey: nowhere }
              garbage-key: { username: {{TestLab.Bash.Name}}, privateKey: garbage-key }
            defaults: { port: {sshd}, platform: linux, credential: lab, commands: [echo fine, uname -s] }
            devices:
              - { name: good-1, host: 127.0.0.1 }
              - { name: good-2, host: 127.0.0.2, platform: linux_exec }

            """ + string.Concat(DeviceFaultTests.Table.Select(row => $"  - {{ name: {row.Data.Item1}, {row.Data.Item2} }}\n"))
            + "  - { name: good-3, host: 127.0.0.3 }\n"));

        var result = await place.RunAsync(
            "collect", "-i", "sweep.yaml", "--config", "sweep.conf", "--data", "data", "--json");
        Assert.True(result.ExitCode == 2, $"exit code {result.ExitCode}: {result.Error}");
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var sessions = lines[..^1].CountBy(s => s.GetProperty("device").GetString()!).ToDictionary();

        // What a person reads: columns that are two blanks or more apart.
        var failed = (await place.RunAsync("runs", "show", "latest", "--failed", "--data", "data")).Output
            .Split('\n')
            .SkipWhile(l => !l.StartsWith("DEVICE ", StringComparison.Ordinal)).Skip(1)
            .Select(l => Gap().Split(l)).Where(c => c.Length >= 4)
            .ToLookup(c => c[0], c => new Failure(c[1], c[2], string.Join("  ", c[3..])));
        return new Outcome(place, result, lines[^1], sessions, failed, text => Fill(facts, text));
    }

    private static string Fill(Dictionary<string, string> facts, string text) =>
        Placeholder().Replace(text, m => facts.GetValueOrDefault(m.Groups[1].Value, m.Value));

    private static async Task<string> ReadKeyAsync(string file) => (await File.ReadAllTextAsync(file)).Split(' ')[1];

    private static string Fingerprint(string key) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(key))).TrimEnd('=');

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();

    /// <summary>What <c>fleet runs show --failed</c> says in a line.</summary>
    internal sealed record Failure(string Class, string Commands, string Reason);

    /// <param name="Place">Where it ran.</param>
    /// <param name="Result">The process.</param>
    /// <param name="Summary">The last line of <c>--json</c>.</param>
    /// <param name="Sessions">Sessions by device.</param>
    /// <param name="Failed">The failures by device.</param>
    /// <param name="Fill">Replaces placeholders by the facts of this run.</param>
    internal sealed record Outcome(
        CaseFolder Place,
        FleetResult Result,
        JsonElement Summary,
        Dictionary<string, int> Sessions,
        ILookup<string, Failure> Failed,
        Func<string, string> Fill);
}
