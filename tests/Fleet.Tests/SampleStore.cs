using System.Text;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Tests;

/// <summary>A data folder with two runs over three devices, of which one fails.</summary>
public sealed class SampleStore : IAsyncLifetime
{
    public const string FirstRun = "20260101-100000-aaaa";
    public const string SecondRun = "20260102-100000-bbbb";

    /// <summary>Escape sequences, a byte that is not UTF-8, and no newline at the end.</summary>
    public static readonly byte[] Nasty = [.. "port \e[31mred\e[0m "u8, 0xFF, .. " ümlaut"u8];

    public static readonly DateTimeOffset FirstTime = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset SecondTime = FirstTime.AddDays(1);

    private long _offset;

    /// <summary>Path of the data folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("fleet-sample-").FullName;

    public async ValueTask InitializeAsync()
    {
        using var folder = DataFolder.OpenForWriting(Path);
        using var tables = ReadTables.Open(folder);
        await using var outputs = OutputStore.Open(folder);
        await AddRunAsync(tables, outputs, FirstRun, FirstTime, "interfaces: 1\nuptime: 1\n");
        await AddRunAsync(tables, outputs, SecondRun, SecondTime, "interfaces: 1\nuptime: 2\n");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task AddRunAsync(ReadTables tables, OutputStore outputs, string run, DateTimeOffset at, string version)
    {
        var plan = new RunPlan(
        [
            new PlannedDevice("sw1", ["show version", "show/odd:name"]),
            new PlannedDevice("sw2", ["show version"]),
            new PlannedDevice("sw3", ["show version"]),
        ]);
        var planHash = await StoreAsync(outputs, plan.ToBytes());
        List<CollectionFact> facts =
        [
            new CollectionFact.RunStarted(run, at, "fleet.yaml", planHash, plan.Devices.Count, plan.Outputs),
            Session("sw1", null,
                Collected("show version", await StoreAsync(outputs, Encoding.UTF8.GetBytes(version)), version.Length),
                Collected("show/odd:name", await StoreAsync(outputs, Nasty), Nasty.Length)),
            Session("sw2", "AuthenticationRejected",
                new CommandFact("show version", null, 0, at, "AuthenticationRejected", "\e]0;title\apermission denied")),
        ];
        if (run == SecondRun)
        {
            facts.Add(new CollectionFact.DeviceQuarantined(
                new DeviceFact("sw2", "ams1", "linux", "192.0.2.1", 2022),
                new QuarantineRow(at, DateTimeOffset.MaxValue.AddYears(-1), 2, "AuthenticationRejected", "\e[2Jpermission denied")));
            facts.Add(new CollectionFact.RunEnded(run, at.AddMinutes(2), Interrupted: true));
        }

        tables.Apply(facts, _offset += facts.Count);

        CollectionFact.SessionEnded Session(string device, string? failure, params CommandFact[] commands) => new(
            run, new DeviceFact(device, "ams1", "linux", "192.0.2.1", 2022), 1, at, at.AddSeconds(1), failure,
            failure is null ? null : "permission denied", true, commands);
        CommandFact Collected(string command, OutputHash hash, long bytes) => new(command, hash, bytes, at, null, null);
    }

    private static async Task<OutputHash> StoreAsync(OutputStore outputs, byte[] bytes)
    {
        using var spool = outputs.CreateSpool();
        using var writer = spool.Begin();
        writer.Write(bytes);
        var output = writer.Complete();
        await outputs.CommitAsync([output], CancellationToken.None);
        return output.Hash;
    }
}
