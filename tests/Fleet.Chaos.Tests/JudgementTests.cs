using System.Text.Json.Nodes;
using Fleet.Chaos.Checking;
using Fleet.Lab;

namespace Fleet.Chaos.Tests;

/// <summary>The judgement of a round can fail: every damage is reported for what it is.</summary>
public sealed class JudgementTests(UndisturbedRound round)
{
    private const string FirstSession = "(SELECT min(ordering) FROM journal WHERE manifest = 'sr')";

    [Fact]
    public async Task What_nobody_disturbed_is_clean()
    {
        Assert.True(round.Verdict.IsClean, string.Join('\n', [.. round.Verdict.Lost, .. round.Verdict.Wrong, .. round.Verdict.Duplicated]));
        Assert.True(round.Verdict.Acknowledged > 100);
        Assert.True((await round.JudgeAsync(round.Copy())).IsClean);
    }

    [Fact]
    public async Task An_event_that_is_gone_is_lost()
    {
        var history = round.Copy();
        UndisturbedRound.Change(history, "journal.db", $"DELETE FROM journal WHERE ordering = {FirstSession}");

        var verdict = await round.JudgeAsync(history);

        Assert.NotEmpty(verdict.Lost);
        Assert.Contains("was acknowledged and is not in the journal", verdict.Lost[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_the_read_tables_lack_is_lost()
    {
        var history = round.Copy();
        UndisturbedRound.Change(history, "read.db", $"DELETE FROM result WHERE session = (SELECT min(session) FROM result)");

        Assert.NotEmpty((await round.JudgeAsync(history)).Lost);
    }

    [Fact]
    public async Task An_output_that_is_gone_is_lost()
    {
        var history = round.Copy();
        UndisturbedRound.Change(history, "outputs.db", $"DELETE FROM output WHERE hash = x'{HashOf(history)}'");

        Assert.NotEmpty((await round.JudgeAsync(history)).Lost);
    }

    [Fact]
    public async Task An_output_with_other_bytes_is_lost_and_wrong()
    {
        var history = round.Copy();
        UndisturbedRound.Change(
            history,
            "outputs.db",
            $"UPDATE output_chunk SET content = x'00', codec = 0 WHERE id = (SELECT id FROM output WHERE hash = x'{HashOf(history)}')");

        var verdict = await round.JudgeAsync(history);

        Assert.NotEmpty(verdict.Lost);
        Assert.NotEmpty(verdict.Wrong);
    }

    [Fact]
    public async Task A_hash_that_was_changed_in_the_read_tables_is_wrong()
    {
        var history = round.Copy();
        UndisturbedRound.Change(
            history, "read.db", $"UPDATE version SET hash = x'{new string('0', 64)}' WHERE hash = x'{HashOf(history)}'");

        Assert.NotEmpty((await round.JudgeAsync(history)).Wrong);
    }

    [Fact]
    public async Task An_acknowledgement_that_says_something_else_is_wrong()
    {
        var history = round.Copy();
        var changed = history.Acknowledged.Select(s => s with
        {
            Outputs = [.. s.Outputs.Select(o => o.Sha256 == HashOf(history) ? o with { Failure = "ConnectionLost" } : o)],
        });

        Assert.NotEmpty((await round.JudgeAsync(history with { Acknowledged = [.. changed] })).Wrong);
    }

    [Fact]
    public async Task An_output_that_the_farm_did_not_send_is_wrong()
    {
        var history = round.Copy();
        var record = await File.ReadAllTextAsync(history.FarmRecord);
        await File.WriteAllTextAsync(
            history.FarmRecord, record.Replace(HashOf(history), new string('0', 64), StringComparison.Ordinal));

        Assert.NotEmpty((await round.JudgeAsync(history)).Wrong);
    }

    [Fact]
    public async Task A_session_that_is_recorded_twice_is_duplicated()
    {
        var history = round.Copy();
        UndisturbedRound.Change(
            history,
            "journal.db",
            $"""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, persistence_id, sequence_number + 1, message, manifest, identifier, writer_uuid
            FROM journal WHERE ordering = (SELECT max(ordering) FROM journal WHERE manifest = 'sr')
            """);

        Assert.NotEmpty((await round.JudgeAsync(history)).Duplicated);
    }

    [Fact]
    public async Task A_session_that_is_acknowledged_twice_is_duplicated()
    {
        var history = round.Copy();

        var verdict = await round.JudgeAsync(history with { Acknowledged = [.. history.Acknowledged, history.Acknowledged[0]] });

        Assert.NotEmpty(verdict.Duplicated);
    }

    [Fact]
    public async Task A_command_that_is_asked_again_is_duplicated_whether_the_stores_times_are_trusted_or_not()
    {
        var history = round.Copy();
        var lines = (await File.ReadAllLinesAsync(history.FarmRecord)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        var sent = lines.First(l => l["sha256"]?.GetValue<string>() == HashOf(history)).DeepClone().AsObject();
        var after = history.Acknowledged.Max(s => s.ReadAt).AddSeconds(1);
        sent["began"] = after;
        sent["ended"] = after;
        lines.Insert(lines.Count - 1, sent);
        await File.WriteAllLinesAsync(history.FarmRecord, lines.Select(l => l.ToJsonString()));

        Assert.NotEmpty((await round.JudgeAsync(history)).Duplicated);
        Assert.NotEmpty((await round.JudgeAsync(history with { IsClockFalse = true })).Duplicated);
    }

    [Fact]
    public async Task A_store_that_cannot_be_verified_is_wrong()
    {
        var history = round.Copy();
        UndisturbedRound.Change(history, "journal.db", $"UPDATE journal SET sequence_number = 9 WHERE manifest = 're'");

        Assert.NotEmpty((await round.JudgeAsync(history)).Wrong);
    }

    /// <summary>The hash of some output that was collected.</summary>
    private static string HashOf(History history) =>
        history.Acknowledged.SelectMany(s => s.Outputs).First(o => o.Failure is null).Sha256!;
}
