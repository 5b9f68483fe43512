using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Storage.Tests;

public sealed class ReadTablesTests : IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 4, 13, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly ReadTables _tables;

    public ReadTablesTests()
    {
        _folder = DataFolder.OpenForWriting(_temp.Data);
        _tables = ReadTables.Open(_folder);
    }

    public void Dispose()
    {
        _tables.Dispose();
        _folder.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void A_run_is_found_by_its_id_an_unambiguous_beginning_or_as_the_latest()
    {
        Assert.Null(_tables.FindRun("latest"));
        Apply(Started("20260413-ab1", hour: 2), Started("20260413-ab2", hour: 1), Started("20260413-a", hour: 0));
        Assert.Equal("20260413-ab2", _tables.FindRun("20260413-ab2")?.Id);
        Assert.Equal("20260413-a", _tables.FindRun("20260413-a")?.Id);
        Assert.Null(_tables.FindRun("20260413-ab"));
        Assert.Null(_tables.FindRun("20260413-ab%"));
        Assert.Null(_tables.FindRun(""));
        Assert.Equal("20260413-ab1", _tables.FindRun("latest")?.Id);
        Assert.Equal(["20260413-ab1", "20260413-ab2", "20260413-a"], _tables.Runs().Select(r => r.Id));
    }

    [Fact]
    public void A_credential_is_paused_until_it_is_released()
    {
        var lab = new PausedCredentialRow("lab", Epoch, 3, "3 logins in a row were rejected");
        var tacacs = lab with { Name = "tacacs", Rejections = 10 };
        Apply(new CollectionFact.CredentialPaused(tacacs), new CollectionFact.CredentialPaused(lab));
        Assert.Equal([lab, tacacs], _tables.PausedCredentials());
        Apply(
            new CollectionFact.CredentialPaused(lab with { Rejections = 4 }),
            new CollectionFact.CredentialReleased("tacacs"),
            new CollectionFact.CredentialReleased("never paused"));
        Assert.Equal([lab with { Rejections = 4 }], _tables.PausedCredentials());
    }

    [Fact]
    public void Pairs_without_an_outcome_are_pending_and_cancelled_when_the_run_ends_and_pending_again_on_resuming()
    {
        Apply(Started("run", outputs: 3), Session("run", 1, Collected("show version", "a")));
        Assert.Equal((3, 1, 0, 0, 2), Counters());
        Apply(new CollectionFact.RunEnded("run", Epoch, Interrupted: true));
        Assert.Equal((3, 1, 0, 2, 0), Counters());
        Assert.Equal(RunState.Interrupted, _tables.FindRun("run")!.State);
        Apply(new CollectionFact.RunResumed("run", Epoch));
        Assert.Equal((3, 1, 0, 0, 2), Counters());
        Apply(
            Session("run", 2, Collected("show run", "b"), Failed("show bogus")),
            new CollectionFact.RunEnded("run", Epoch, Interrupted: false));
        Assert.Equal((3, 2, 1, 0, 0), Counters());
        Assert.Equal(RunState.Completed, _tables.FindRun("run")!.State);

        (int, int, int, int, int) Counters()
        {
            var r = _tables.FindRun("run")!;
            return (r.Expected, r.Collected, r.Failed, r.Cancelled, r.Pending);
        }
    }

    [Fact]
    public void A_pair_that_is_collected_twice_in_a_run_counts_once_and_the_first_outcome_wins()
    {
        Apply(
            Started("run", outputs: 1),
            Session("run", 1, Collected("show version", "first"), Collected("show version", "same session")),
            Session("run", 2, Collected("show version", "second")));
        Assert.Equal(1, _tables.FindRun("run")!.Collected);
        Assert.Equal(OutputHash.Of("first"u8), _tables.FindOutput("sw1", "show version")!.Output);
        Assert.Single(_tables.Versions("sw1", "show version"));
    }

    [Fact]
    public void A_repeated_session_is_without_effect()
    {
        var session = Session("run", 1, failure: "ConnectionLost", Collected("show version", "a"));
        Apply(Started("run", outputs: 1), session);
        Apply(session);
        Assert.Equal(1, _tables.FindRun("run")!.Collected);
        Assert.Equal(1, Assert.Single(_tables.Devices()).FailuresInARow);
        Assert.Equal(3, _tables.Offset);
    }

    [Fact]
    public void An_unchanged_output_is_no_new_version_and_valid_at_any_later_time()
    {
        Apply(Started("r1"), Session("r1", 1, Collected("show run", "old", minute: 1)));
        Apply(Started("r2"), Session("r2", 1, Collected("show run", "old", minute: 2)));
        Apply(Started("r3"), Session("r3", 1, Collected("show run", "new", minute: 3)));
        Apply(Started("r4"), Session("r4", 1, Collected("show run", "old", minute: 4)));

        Assert.Equal(["r1", "r3", "r4"], _tables.Versions("SW1", "show run").Select(v => v.Run));
        Assert.Null(At(0.5));
        Assert.Equal("r1", At(1)?.Run);
        Assert.Equal("r1", At(2.5)?.Run);
        Assert.Equal("r3", At(3.5)?.Run);
        Assert.Equal("r4", _tables.FindOutput("sw1", "show run")?.Run);

        var second = _tables.FindOutput("sw1", "show run", "r2");
        Assert.Equal(("r2", Epoch.AddMinutes(2), OutputHash.Of("old"u8)), (second?.Run, second?.At, second?.Output));
        Assert.Null(_tables.FindOutput("sw1", "show run", "r9"));
        Assert.Null(_tables.FindOutput("sw1", "SHOW RUN"));

        OutputVersion? At(double minute) => _tables.FindOutput("sw1", "show run", at: Epoch.AddMinutes(minute));
    }

    [Fact]
    public void The_latest_output_of_each_command_is_the_last_version()
    {
        Apply(Started("r1"), Session("r1", 1, Collected("show run", "old"), Collected("show version", "same")));
        Apply(Started("r2"), Session("r2", 1, Collected("show run", "new"), Collected("show version", "same"), Failed("show bogus")));
        Apply(Session("r2", "other", null, null, Collected("show log", "mine")));

        Assert.Equal(
            [KeyValuePair.Create("show run", OutputHash.Of("new"u8)), KeyValuePair.Create("show version", OutputHash.Of("same"u8))],
            _tables.LatestOutputs("SW1").OrderBy(latest => latest.Key, StringComparer.Ordinal));
        Assert.Empty(_tables.LatestOutputs("never seen"));
    }

    [Fact]
    public void The_answer_of_a_rejected_command_is_kept_but_no_version()
    {
        Apply(Started("r1"), Session("r1", 1, Collected("show run", "good")));
        var rejected = new CommandFact("show run", OutputHash.Of("% Invalid"u8), 9, Epoch, "CommandRejected", "% Invalid");
        Apply(Started("r2"), Session("r2", 1, rejected));
        Assert.Equal(OutputHash.Of("good"u8), _tables.FindOutput("sw1", "show run")!.Output);
        Assert.Null(_tables.FindOutput("sw1", "show run", "r2"));
        Assert.Equal(
            new OutcomeRow("sw1", "show run", rejected.Output, 9, Epoch, "CommandRejected", "% Invalid"),
            Assert.Single(_tables.Outcomes("r2")));
        Assert.Equal(0, _tables.FindRun("r2")!.Bytes);
    }

    [Fact]
    public void Failures_are_grouped_by_class_with_an_example()
    {
        Apply(
            Started("run"),
            Session("run", "sw1", failure: "Unreachable", reason: "no route", Failed("a", "Unreachable", "no route"), Failed("b", "Unreachable", "no route")),
            Session("run", "sw2", failure: "Unreachable", reason: "timed out", Failed("a", "Unreachable", "timed out")),
            Session("run", "sw3", failure: null, reason: null, Failed("a", "CommandRejected", "% Invalid"), Collected("b", "fine")));
        Assert.Equal(
            [
                new FailureGroup("Unreachable", 2, 3, "sw1", "no route"),
                new FailureGroup("CommandRejected", 1, 1, "sw3", "% Invalid"),
            ],
            _tables.Failures("run"));

        // A reason that the session has said already is not written again for each command.
        Assert.Equal(1L, Sql.Scalar(_folder.ReadTablesFile, "SELECT count(*) FROM failure"));
    }

    [Fact]
    public void An_outcome_that_is_neither_fails_its_batch_as_a_whole()
    {
        Apply(Started("run", outputs: 2));
        var neither = new CommandFact("show run", null, 0, Epoch, null, null);
        var e = Assert.Throws<ArgumentException>(
            () => Apply(Session("run", 1, Collected("show version", "a")), Session("run", 2, neither)));
        Assert.Contains("'show run' on device sw1 in run run", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, _tables.FindRun("run")!.Collected);
        Assert.Equal(1, _tables.Offset);

        // Ids that were rolled back are not used.
        Apply(Session("run", 1, Collected("show version", "a")));
        Assert.Equal(OutputHash.Of("a"u8), _tables.FindOutput("sw1", "show version")!.Output);
    }

    [Fact]
    public void Read_tables_of_an_older_schema_are_made_anew()
    {
        Apply(Started("run"));
        _tables.Dispose();
        _folder.Dispose();
        Sql.Run(_folder.ReadTablesFile, "PRAGMA user_version = -1");
        using (var reading = DataFolder.OpenForReading(_temp.Data))
        {
            var e = Assert.Throws<DataFolderException>(() => ReadTables.Open(reading));
            Assert.Contains("older schema", e.Message, StringComparison.Ordinal);
        }

        using var folder = DataFolder.OpenForWriting(_temp.Data);
        using var tables = ReadTables.Open(folder);
        Assert.Equal(0, tables.Offset);
        Assert.Empty(tables.Runs());
    }

    [Fact]
    public void A_full_disk_fails_a_batch_and_it_can_be_applied_when_there_is_room()
    {
        using var disk = SmallDisk.Mount("2m");
        using var folder = DataFolder.OpenForWriting(disk.Data);
        using var tables = ReadTables.Open(folder);
        var ballast = Path.Combine(disk.Data, "spool", "ballast");
        File.WriteAllBytes(ballast, new byte[1_600_000]);
        var many = Enumerable.Range(0, 5000).Select(i => Session("run", $"device-{i}", null, null, Collected("show run", $"{i}"))).ToList();
        var e = Assert.Throws<StoreUnavailableException>(() => tables.Apply(many, 1));
        Assert.Contains("space", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, tables.Offset);
        Assert.Empty(tables.Devices());

        File.Delete(ballast);
        tables.Apply([.. many.Take(100)], 1);
        Assert.Equal(1, tables.Offset);
        Assert.Equal(100, tables.Devices().Count);
    }

    [Fact]
    public void A_sweep_in_which_little_changed_adds_little()
    {
        const int devices = 500;
        const int commands = 15;
        Apply([.. Sweep("r1", changed: 1)]);
        Checkpoint();
        var before = new FileInfo(_folder.ReadTablesFile).Length;
        Apply([.. Sweep("r2", changed: 20)]);
        Apply([.. Sweep("r3", changed: 20)]);
        Checkpoint();

        // 420,000 outcomes add at most about 10 MB: 24 bytes each.
        var perOutcome = (new FileInfo(_folder.ReadTablesFile).Length - before) / (2.0 * devices * commands);
        Assert.InRange(perOutcome, 5, 26);

        void Checkpoint() => Sql.Run(_folder.ReadTablesFile, "PRAGMA wal_checkpoint(TRUNCATE)");

        IEnumerable<CollectionFact> Sweep(string run, int changed)
        {
            var random = new Random(changed);
            return Enumerable.Range(0, devices).Select(d => Session(run, $"device-{d}", null, null, [.. Enumerable.Range(0, commands)
                .Select(c => Collected($"show {c}", random.Next(changed) == 0 ? $"{run} {d} {c}" : $"r1 {d} {c}", minute: c / 100.0))]));
        }
    }

    private void Apply(params CollectionFact[] facts) => _tables.Apply(facts, _tables.Offset + facts.Length);

    private static CollectionFact.RunStarted Started(string run, int hour = 0, int outputs = 0) =>
        new(run, Epoch.AddHours(hour), "inventory.yaml", OutputHash.Of("plan"u8), 1, outputs);

    private static CollectionFact.SessionEnded Session(string run, int attempt, params CommandFact[] commands) =>
        Session(run, attempt, null, commands);

    private static CollectionFact.SessionEnded Session(string run, int attempt, string? failure, params CommandFact[] commands) =>
        Session(run, "sw1", failure, null, commands) with { Attempt = attempt };

    private static CollectionFact.SessionEnded Session(
        string run, string device, string? failure, string? reason, params CommandFact[] commands) =>
        new(run, new DeviceFact(device, "default", "linux", "192.0.2.1", 22), 1, Epoch, Epoch, failure, reason, true, commands);

    private static CommandFact Collected(string command, string output, double minute = 0) =>
        new(command, OutputHash.Of(System.Text.Encoding.UTF8.GetBytes(output)), output.Length, Epoch.AddMinutes(minute), null, null);

    private static CommandFact Failed(string command, string failure = "CommandTimedOut", string? reason = "too slow") =>
        new(command, null, 0, Epoch, failure, reason);
}
