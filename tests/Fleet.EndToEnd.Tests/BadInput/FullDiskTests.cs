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

    [Fact]
    public async Task A_disk_that_is_full_in_the_middle_of_a_run_ends_it_and_nothing_that_was_acknowledged_is_lost()
    {
        var server = TestLab.RequireOpenSsh();
        var place = await good.CopyAsync();
        var small = Path.Combine(place.Folder, "small");
        using var disk = Mount.Small(small, kibibytes: 3000);
        CaseFolder.CopyOf(place.Data, Path.Combine(small, "data"));
        place.Write("full.conf", "fleet {\n  sessions.parallelism = 3\n  retry.min-backoff = 10ms\n}\n");
        place.Write("full.yaml", $$"""
            credentials: { lab: { username: {{TestLab.Bash.Name}}, password: "file:{{TestLab.Bash.PasswordFile}}" } }
            defaults: { port: {{server.Port}}, platform: linux_exec, credential: lab, commands: [echo small, {{Large}}] }
            devices:

            """ + string.Concat(Enumerable.Range(1, Devices).Select(i => $"  - {{ name: d{i}, host: 127.0.0.{i} }}\n")));
        string[] collect = ["collect", "-i", "full.yaml", "--config", "full.conf", "--data", "small/data"];

        var full = await place.RunAsync([.. collect, "--json"]);
        disk.Grow(kibibytes: 50_000);
        var rest = await place.RunAsync([.. collect, "--resume", "latest", "--json"]);

        Assert.Matches(Message(), place.Normalise(full.Error).Split('\n')[^1]);
        Assert.Equal(1, full.ExitCode);
        Assert.True(rest.ExitCode == 0, rest.Error);
        var acknowledged = Acknowledged(full.Output);
        Assert.InRange(acknowledged.Count, 2, (2 * Devices) - 2);
        Assert.Equal(2 * Devices, acknowledged.Count + Acknowledged(rest.Output).Count);
        foreach (var (device, command, hash) in acknowledged)
        {
            var output = await place.RunAsync("output", device, command, "--run", "latest", "--data", "small/data");
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(output.OutputBytes)));
        }

        Directory.Move(place.Data, place.Data + ".before");
        CaseFolder.CopyOf(Path.Combine(small, "data"), place.Data);
        await place.HoldsWhatItHeldAsync();
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
        + @"|the output could not be stored: The spool folder \{folder\}/small/data/spool cannot be written to: No space left on device : '[^']+'"
        + @")\. Run \{run\} is kept as far as it was acknowledged; when the cause is mended, go on with --resume \{run\}$")]
    private static partial Regex Message();
}
