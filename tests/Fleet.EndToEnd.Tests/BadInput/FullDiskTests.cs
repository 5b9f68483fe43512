using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>A disk that runs full.</summary>
public sealed partial class FullDiskTests(GoodStore good)
{
    private const string Large = "head -c 300000 /dev/urandom";
    private const int Devices = 12;

    private static readonly string[] Collect =
        ["collect", "-i", "full.yaml", "--config", "full.conf", "--data", "small/data", "--json"];

    [Fact]
    public async Task A_disk_that_stays_full_ends_the_run_and_nothing_that_was_acknowledged_is_lost()
    {
        var place = await good.CopyAsync();
        var small = Path.Combine(place.Folder, "small");
        using var disk = Mount.Small(small, kibibytes: 3000);
        Prepare(place, small);

        var full = await place.RunAsync(new Dictionary<string, string> { ["FLEET_STORE_PATIENCE"] = "2s" }, Collect);
        disk.Grow(kibibytes: 50_000);
        var rest = await place.RunAsync([.. Collect, "--resume", "latest"]);

        Assert.Matches(Message(), place.Normalise(full.Error).Split('\n')[^1]);
        Assert.Equal(1, full.ExitCode);
        Assert.True(rest.ExitCode == 0, rest.Error);
        var acknowledged = Acknowledged(full.Output);
        Assert.InRange(acknowledged.Count, 2, (2 * Devices) - 2);
        Assert.Equal(2 * Devices, acknowledged.Count + Acknowledged(rest.Output).Count);
        await HoldsAsync(place, small, acknowledged);
    }

    [Fact]
    public async Task A_disk_that_is_full_for_a_while_makes_the_run_wait()
    {
        var place = await good.CopyAsync();
        var small = Path.Combine(place.Folder, "small");
        using var disk = Mount.Small(small, kibibytes: 3000);
        Prepare(place, small);

        using var fleet = place.Start(Collect);
        var lines = new ConcurrentQueue<string>();
        var reading = Task.Run(async () =>
        {
            using var reader = new StreamReader(fleet.Output, leaveOpen: true);
            while (await reader.ReadLineAsync() is { } line)
            {
                lines.Enqueue(line);
            }
        });
        int before;
        do
        {
            before = lines.Count;
            await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        }
        while (before == 0 || before != lines.Count);

        Assert.False(reading.IsCompleted);
        Assert.InRange(Acknowledged(string.Join('\n', lines)).Count, 2, (2 * Devices) - 2);
        disk.Grow(kibibytes: 50_000);
        await reading;
        var (exitCode, error) = await fleet.WaitAsync();

        Assert.True(exitCode == 0, error);
        var acknowledged = Acknowledged(string.Join('\n', lines));
        Assert.Equal(2 * Devices, acknowledged.Count);
        Assert.Equal(2 * Devices, acknowledged.Select(a => (a.Device, a.Command)).Distinct().Count());
        await HoldsAsync(place, small, acknowledged);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_beginning_is_named()
    {
        var place = await good.CopyAsync();
        using var disk = Mount.Small(Path.Combine(place.Folder, "small"), kibibytes: 16);

        var result = await place.RunAsync("collect", "-i", "good.yaml", "--data", "small/data");

        Assert.Matches(
            @"^fleet: There is no space left on the disk of \{folder\}/small/data/\w+\.db: make room\.$", place.Normalise(result.Error));
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    private static void Prepare(CaseFolder place, string small)
    {
        var server = TestLab.RequireOpenSsh();
        CaseFolder.CopyOf(place.Data, Path.Combine(small, "data"));
        place.Write("full.conf", "fleet {\n  sessions.parallelism = 3\n  retry.min-backoff = 10ms\n}\n");
        place.Write("full.yaml", $$"""
            credentials: { lab: { username: {{TestLab.Bash.Name}}, password: "file:{{TestLab.Bash.PasswordFile}}" } }
            defaults: { port: {{server.Port}}, platform: linux_exec, credential: lab, commands: [echo small, {{Large}}] }
            devices:

            """ + string.Concat(Enumerable.Range(1, Devices).Select(i => $"  - {{ name: d{i}, host: 127.0.0.{i} }}\n")));
    }

    /// <summary>The store is whole, with what it held before and what was acknowledged.</summary>
    private static async Task HoldsAsync(
        CaseFolder place, string small, List<(string Device, string Command, string Hash)> acknowledged)
    {
        foreach (var (device, command, hash) in acknowledged)
        {
            var output = await place.RunAsync("output", device, command, "--run", "latest", "--data", "small/data");
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(output.OutputBytes)));
        }

        Directory.Move(place.Data, place.Data + ".before");
        CaseFolder.CopyOf(Path.Combine(small, "data"), place.Data);
        await place.HoldsWhatItHeldAsync();
    }

    private static List<(string Device, string Command, string Hash)> Acknowledged(string output) =>
    [
        .. from line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let json = JsonDocument.Parse(line).RootElement
           where json.TryGetProperty("event", out _)
           from o in json.GetProperty("outputs").EnumerateArray()
           select (json.GetProperty("device").GetString()!, o.GetProperty("command").GetString()!, o.GetProperty("sha256").GetString()!),
    ];

    // Which of the files takes the last of the space differs from run to run.
    [GeneratedRegex(@"^fleet: the (store|journal) cannot be written: ("
        + @"There is no space left on the disk of (\{folder\}/small/data/outputs\.db|journal\.db): make room"
        + @"|(the output could not be stored: )?The spool folder \{folder\}/small/data/spool cannot be written to: No space left on device : '[^']+'"
        + @")\. Run \{run\} is kept as far as it was acknowledged; when the cause is mended, go on with --resume \{run\}$")]
    private static partial Regex Message();
}
