using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.Sweeps;

/// <summary>Tests that need the whole machine, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone on the machine";
}

/// <summary>Many devices, all played by one OpenSSH server on its sixteen addresses.</summary>
internal static class Sweep
{
    public static readonly string[] Collect = ["collect", "-i", "fleet.yaml", "--parallelism", "50", "--json"];

    private static readonly ConcurrentDictionary<string, byte[]> Printed = new();

    /// <summary>Devices with three short commands each, one of which prints something else on every device.</summary>
    public static IReadOnlyList<TestDevice> Devices(int count)
    {
        var server = TestLab.RequireOpenSsh();
        var credential = Credentials.Key(TestLab.Bash, TestLab.Keys.Ed25519);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
                new TestDevice($"d{i:000}", server, credential, "linux", "uname -a", "id", $"seq {i} {i + 99}")
                {
                    Host = server.Hosts[i % server.Hosts.Count],
                }),
        ];
    }

    /// <summary>What a command of <see cref="Devices"/> really prints.</summary>
    public static byte[] Print(string command) => Printed.GetOrAdd(command, c => Local.Run(TestLab.Bash, "bash", c));

    /// <summary>The outputs of a run as <c>fleet export</c> writes them.</summary>
    public static async Task<IReadOnlyDictionary<Pair, byte[]>> ExportAsync(
        UserFolder work, string run, IEnumerable<TestDevice> devices)
    {
        var folder = work.PathOf("export");
        await work.RunAsync("export", run, folder);
        var files = devices
            .SelectMany(d => d.Commands, (d, c) => (
                Pair: new Pair(d.Name, c),
                File: Path.Combine(folder, d.Name, c.Replace(' ', '_') + ".txt")))
            .Where(f => File.Exists(f.File))
            .ToDictionary(f => f.Pair, f => File.ReadAllBytes(f.File));
        Assert.Equal(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length, files.Count);
        Directory.Delete(folder, recursive: true);
        return files;
    }

    /// <summary>Whether an acknowledgement says about an output what the output is.</summary>
    public static bool IsTrue(OutputLine acknowledged, byte[] output) =>
        acknowledged.Failure is null
        && acknowledged.Bytes == output.Length
        && acknowledged.Sha256 == Convert.ToHexStringLower(SHA256.HashData(output));

    /// <summary>The numbers of a run: expected = collected + failed + cancelled + pending.</summary>
    public static async Task<RunNumbers> NumbersAsync(UserFolder work, string run)
    {
        var shown = (await work.ReadAsync("runs", "show", run))["run"]!;
        int Number(string name) => shown[name]!.GetValue<int>();
        var numbers = new RunNumbers(
            shown["state"]!.GetValue<string>().ToLower(CultureInfo.InvariantCulture),
            Number("expected"),
            Number("collected"),
            Number("failed"),
            Number("cancelled"),
            Number("pending"));
        Assert.Equal(numbers.Expected, numbers.Collected + numbers.Failed + numbers.Cancelled + numbers.Pending);
        return numbers;
    }
}

/// <summary>One command of one device.</summary>
internal sealed record Pair(string Device, string Command);

/// <summary>What became of the pairs of a run.</summary>
internal sealed record RunNumbers(string State, int Expected, int Collected, int Failed, int Cancelled, int Pending)
{
    /// <summary>Of a run that collected all.</summary>
    public static RunNumbers Complete(int pairs) => new("completed", pairs, pairs, 0, 0, 0);
}
