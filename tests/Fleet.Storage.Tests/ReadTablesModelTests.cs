using CsCheck;
using Fleet.Storage.ReadSide;

namespace Fleet.Storage.Tests;

/// <summary>The read tables against a naive model, under any sequence of facts.</summary>
public sealed class ReadTablesModelTests
{
    private static readonly string[] DeviceNames = ["sw1", "SW1", "r2", "ä3", "Ä3"];
    private static readonly string[] CommandNames = ["show version", "show run", "Show run"];
    private static readonly DateTimeOffset Epoch = new(2026, 4, 13, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Run = Gen.Int[1, 3].Select(i => $"run-{i}");
    private static readonly Gen<OutputHash> Hash = Gen.Int[1, 3].Select(i => OutputHash.Of([(byte)i]));

    private static readonly Gen<string?> Failure =
        Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.Const((string?)"Unreachable")), (1, Gen.Const((string?)"ConnectionLost")));

    private static readonly Gen<CommandFact> Command =
        from command in Gen.Int[0, CommandNames.Length - 1].Select(i => CommandNames[i])
        from failure in Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.Const((string?)"CommandRejected")), (1, Failure))
        from hash in Hash
        from answered in Gen.Bool
        from reason in Gen.Bool
        from at in Gen.Int[-500, 100_000]
        let output = failure is null || answered ? hash : (OutputHash?)null
        select new CommandFact(
            command, output, output?.ToBytes()[0] ?? 0, Epoch.AddMilliseconds(at), failure, failure is not null && reason ? "why" : null);

    private static readonly Gen<CollectionFact> Session =
        from run in Run
        from name in Gen.Int[0, DeviceNames.Length - 1].Select(i => DeviceNames[i])
        from attempt in Gen.Int[1, 3]
        from times in Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000])
        from failure in Failure
        from reason in Gen.Bool
        from commands in Command.Array[0, 4]
        from port in Gen.Int[1, 65535]
        select (CollectionFact)new CollectionFact.SessionEnded(
            run,
            new DeviceFact(name, $"site{port % 3}", "linux", "192.0.2.1", port),
            attempt,
            Epoch.AddMilliseconds(times.Item1),
            Epoch.AddMilliseconds(times.Item2),
            failure,
            failure is not null && reason ? "why" : null,
            true,
            commands);

    private static readonly Gen<DeviceFact> Device =
        Gen.Int[0, DeviceNames.Length - 1].Select(i => new DeviceFact(DeviceNames[i], "site", "linux", "192.0.2.1", 22));

    private static readonly Gen<CollectionFact> Skipped = Gen.Select(Run, Device, Gen.Int[1, 3], Gen.Int[0, 9999], Gen.Int[0, 2])
        .Select((run, device, attempt, at, commands) => (CollectionFact)new CollectionFact.DeviceSkipped(
            run, device, attempt, Epoch.AddMilliseconds(at), "Quarantined", "set aside", CommandNames[..commands]));

    private static readonly Gen<CollectionFact> Quarantined = Gen.Select(Device, Gen.Int[0, 9999], Gen.Int[1, 5])
        .Select((device, at, level) => (CollectionFact)new CollectionFact.DeviceQuarantined(
            device,
            new QuarantineRow(Epoch.AddMilliseconds(at), Epoch.AddHours(level), level, "Unreachable", "no answer")));

    private static readonly Gen<CollectionFact> Fact = Gen.Frequency(
        (8, Session),
        (2, Skipped),
        (2, Quarantined),
        (1, Device.Select(device => (CollectionFact)new CollectionFact.DeviceReleased(device))),
        (2, Gen.Select(Run, Hash, Gen.Int[0, 20], Gen.Int[0, 9999]).Select((run, plan, outputs, at) =>
            (CollectionFact)new CollectionFact.RunStarted(run, Epoch.AddMilliseconds(at), "inventory.yaml", plan, outputs / 2, outputs))),
        (1, Run.Select(run => (CollectionFact)new CollectionFact.RunResumed(run, Epoch))),
        (1, Gen.Select(Run, Gen.Bool).Select((run, interrupted) => (CollectionFact)new CollectionFact.RunEnded(run, Epoch, interrupted))));

    [Fact]
    public void They_agree_with_a_naive_model_whatever_the_facts_and_their_batches() =>
        Gen.Select(Fact.Array[0, 40], Gen.Int[1, 40]).Sample(
            (facts, batch) =>
            {
                using var temp = new TempFolder();
                using var folder = DataFolder.OpenForWriting(temp.Data);
                using var tables = ReadTables.Open(folder);
                var model = new ReadModel();
                var offset = 0L;
                foreach (var part in facts.Chunk(batch))
                {
                    tables.Apply(part, offset += part.Length);
                    Array.ForEach(part, model.Apply);
                }

                Assert.Equal(facts.Length, tables.Offset);
                Compare(model, tables);
            },
            iter: 30,
            threads: 1);

    private static void Compare(ReadModel model, ReadTables tables)
    {
        Assert.Equal(model.Runs().OrderBy(r => r.Id), tables.Runs().OrderBy(r => r.Id));
        Assert.All(tables.Runs(), r => Assert.Equal(r.Expected, r.Collected + r.Failed + r.Cancelled + r.Pending));
        Assert.Equal(model.Devices(), tables.Devices());
        Assert.Equal(model.Devices().Where(d => d.Failure is not null).Select(d => d.Name).ToHashSet(), tables.FailingDevices());
        foreach (var run in model.Runs().Select(r => r.Id))
        {
            Assert.Equal(model.Outcomes(run), tables.Outcomes(run));
            Assert.Equal(model.Failures(run), tables.Failures(run).Select(g => g with { ExampleReason = null }));
            Assert.Equal(
                model.Outcomes(run).GroupBy(o => o.Device).ToDictionary(g => g.Key, g => g.Select(o => o.Command).Order().ToList()),
                tables.Settled(run).ToDictionary(d => d.Key, d => d.Value.Order().ToList()));
        }

        foreach (var device in DeviceNames)
        {
            Assert.Equal(
                CommandNames.Where(c => model.Versions(device, c).Any()).Order(StringComparer.Ordinal), tables.Commands(device));
            foreach (var command in CommandNames)
            {
                var versions = model.Versions(device, command).ToList();
                Assert.Equal(versions, tables.Versions(device, command));
                Assert.Equal(versions.LastOrDefault(), tables.FindOutput(device, command));
                var at = Epoch.AddSeconds(50);
                Assert.Equal(versions.LastOrDefault(v => v.At <= at), tables.FindOutput(device, command, at: at));
                foreach (var run in model.Runs().Select(r => r.Id))
                {
                    Assert.Equal(model.FindOutput(device, command, run), tables.FindOutput(device, command, run));
                }
            }
        }
    }
}
