using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Fleet.EndToEnd.Tests.Quarantines;

/// <summary>Devices that keep failing, as a user meets them.</summary>
public sealed class QuarantineTests : IDisposable
{
    private static readonly string[] Collect = ["collect", "-i", "fleet.yaml", "--config", "fleet.conf"];

    private readonly UserFolder _work = new();

    /// <summary>Bound and not listening: a connection is refused.</summary>
    private readonly Socket _dead = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Accepts a connection and says nothing.</summary>
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public QuarantineTests()
    {
        _dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _silent.Start();
        File.WriteAllText(_work.PathOf("password"), "secret\n");
        File.WriteAllText(_work.PathOf("fleet.conf"), """
            fleet {
              sessions.connect-timeout = 60s
              quarantine.after = 2
            }
            """);
        WriteInventory(silent: false);
    }

    public void Dispose()
    {
        _work.Dispose();
        _dead.Dispose();
        _silent.Dispose();
    }

    [Fact]
    public async Task A_device_that_keeps_failing_is_set_aside_shown_and_let_go()
    {
        for (var i = 0; i < 2; i++)
        {
            var failed = await _work.TryAsync(Collect);
            Assert.True(failed.ExitCode == 2, failed.Error);
            Assert.Contains("Refused", failed.Output, StringComparison.Ordinal);
        }

        var skipped = await _work.TryAsync(Collect);
        Assert.Equal(2, skipped.ExitCode);
        Assert.Contains("0 of 1 device collected, 1 not tried.", skipped.Output, StringComparison.Ordinal);
        Assert.Matches(@"Quarantined +1 +2 +fleet release dead +dead: set aside from ", skipped.Output);
        Assert.Contains("Next: fleet release dead && fleet collect --failed ", skipped.Output, StringComparison.Ordinal);

        var device = (await _work.ReadAsync("devices", "--quarantined"))[0]!;
        Assert.Equal(("dead", "Refused", 1), (Text(device["name"]), Text(device["failure"]), device["quarantine"]!["level"]!.GetValue<int>()));
        Assert.Contains("set aside until", (await _work.RunAsync("devices")).Output, StringComparison.Ordinal);

        var misspelt = await _work.TryAsync("release", "daed");
        Assert.Equal(1, misspelt.ExitCode);
        Assert.Contains("did you mean 'dead'?", misspelt.Error, StringComparison.Ordinal);
        Assert.Equal("dead: let go: the next run collects it\n", (await _work.RunAsync("release", "DEAD")).Output);
        Assert.Equal("dead: not set aside\n", (await _work.RunAsync("release", "dead")).Output);
        Assert.Equal("No device is set aside.\n", (await _work.RunAsync("release", "--all")).Output);
        Assert.Empty((await _work.ReadAsync("devices", "--quarantined")).AsArray());

        var again = await _work.TryAsync([.. Collect, "--failed", "latest"]);
        Assert.Contains("Refused", again.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["SessionFailed", "SessionFailed", "DeviceQuarantined", "DeviceSkipped", "DeviceReleased", "SessionFailed"],
            (await _work.ReadAsync("events", "dead")).AsArray().Select(e => Text(e!["type"])));
        await _work.RunAsync("verify");
    }

    [Fact]
    public async Task A_quarantine_outlives_a_kill_and_nobody_is_let_go_during_a_collection()
    {
        await _work.TryAsync(Collect);
        await _work.TryAsync(Collect);
        WriteInventory(silent: true);
        string run;
        using (var collection = _work.Start([.. Collect, "--json"]))
        {
            using var output = new StreamReader(collection.Output);
            var line = JsonNode.Parse((await output.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!)!;
            Assert.Equal(("skipped", "dead", "Quarantined"), (Text(line["event"]), Text(line["device"]), Text(line["failure"])));
            run = Text(line["run"])!;

            var held = await _work.TryAsync("release", "dead");
            Assert.Equal(1, held.ExitCode);
            Assert.Contains("stop that with Ctrl-C, release, and go on with 'fleet collect --resume latest'", held.Error, StringComparison.Ordinal);
            collection.Kill();
        }

        await File.AppendAllTextAsync(_work.PathOf("fleet.conf"), "\nfleet.sessions.connect-timeout = 1s\n");
        var resumed = await _work.TryAsync([.. Collect, "--resume", run]);
        Assert.Equal(2, resumed.ExitCode);
        var failed = (await _work.ReadAsync("runs", "show", run, "--failed"))["failed"]!.AsArray();
        Assert.Equal(
            ["dead Quarantined", "dead Quarantined", "silent HandshakeFailed", "silent HandshakeFailed"],
            failed.Select(f => $"{Text(f!["device"])} {Text(f["failure"])}"));
        Assert.Single((await _work.ReadAsync("events", "dead")).AsArray(), e => Text(e!["type"]) == "DeviceSkipped");
        await _work.RunAsync("verify");
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private void WriteInventory(bool silent)
    {
        var silentDevice = $"  - {{ name: silent, host: 127.0.0.1, port: {((IPEndPoint)_silent.LocalEndpoint).Port} }}";
        File.WriteAllText(_work.PathOf("fleet.yaml"), $$"""
            credentials: { lab: { username: admin, password: "file:password" } }
            defaults: { platform: linux, credential: lab, commands: [uptime, uname -a], retry: { attempts: 1 } }
            devices:
              - { name: dead, host: 127.0.0.1, port: {{((IPEndPoint)_dead.LocalEndPoint!).Port}} }
            {{(silent ? silentDevice : "")}}
            """);
    }
}
