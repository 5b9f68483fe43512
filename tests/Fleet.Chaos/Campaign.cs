using System.Diagnostics;
using System.Globalization;
using Fleet.Chaos.Rounds;

namespace Fleet.Chaos;

/// <summary>Many rounds one after the other, with a line for each and a table at the end.</summary>
/// <param name="output">Where to print.</param>
/// <param name="seed">What every choice grows from.</param>
/// <param name="only">The one kind of rounds to hold; all of them in turn without.</param>
/// <param name="withNotes">Whether to print what is worth knowing and no fault.</param>
internal sealed class Campaign(TextWriter output, int seed, string? only, bool withNotes)
{
    /// <summary>Six rounds of every kind.</summary>
    public const int DefaultRounds = 120;

    private const int FindingsShown = 10;

    // The longest rounds freeze a collector for 30 s, or wait as long for a locked file.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<Kind> _kinds = [.. Kind.All.Where(k => only is null || k.Name == only)];
    private readonly ResultTable _table = new();

    /// <summary>Holds rounds.</summary>
    /// <returns>
    /// The exit code: 0 when every round was judged and nothing was lost, wrong or duplicated, 130 when it was interrupted;
    /// the table is then of the rounds before.
    /// </returns>
    public async Task<int> RunAsync(IEnumerable<int> rounds, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var missing = new HashSet<Kind>();
        foreach (var number in rounds)
        {
            var kind = _kinds[(number - 1) % _kinds.Count];
            if (kind.Missing is { } reason)
            {
                if (missing.Add(kind))
                    output.WriteLine($"{kind.Name}: skipped, as {reason}");
                _table.AddSkipped(kind);
                continue;
            }

            await HoldAsync(RoundPlan.Of(number, seed, kind), cancellation);
            if (cancellation.IsCancellationRequested)
                break;
        }

        output.WriteLine();
        _table.Print(output);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Seed {seed}, {Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes."));
        return cancellation.IsCancellationRequested ? 130 : _table.IsClean ? 0 : 1;
    }

    private async Task HoldAsync(RoundPlan plan, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var round = new Round(plan);
        var result = new RoundResult(plan.Kind);
        var running = round.RunAsync();
        try
        {
            result.Verdict = await running.WaitAsync(LongestRound, cancellation);
        }
        catch (Exception e)
        {
            round.Stop();
            await Task.WhenAny(running, Task.Delay(TimeToStop, CancellationToken.None));
            if (cancellation.IsCancellationRequested)
            {
                round.Delete();
                return;
            }

            result.Problem = e is TimeoutException ? $"it was not over after {LongestRound.TotalMinutes:0} minutes"
                : e is RoundException ? e.Message
                : e.ToString();
        }

        (result.Aimed, result.Hits) = (round.Aimed, round.Hits);
        _table.Add(result);
        Print(plan, result, Stopwatch.GetElapsedTime(began));
        if (result.IsClean)
        {
            round.Delete();
        }
        else
        {
            round.Preserve();
            output.WriteLine($"        the round's files: {round.Folder}");
            output.WriteLine(
                $"        again: tests/run chaos --seed {seed}{(only is null ? "" : $" --only {only}")} --round {plan.Number}");
        }

        output.Flush();
    }

    private void Print(RoundPlan plan, RoundResult result, TimeSpan time)
    {
        var verdict = result.Verdict;
        var outcome = verdict is null ? "NOT JUDGED"
            : verdict.IsClean ? "ok"
            : $"{verdict.Lost.Count} LOST, {verdict.Wrong.Count} WRONG, {verdict.Duplicated.Count} DUPLICATED";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Number,5}  {plan.Kind.Name,-22}{plan.Devices,3} devices {time.TotalSeconds,5:0.0} s "
                + $"{verdict?.Acknowledged,5} acknowledged  {result.Hits}/{result.Aimed} hit  {outcome}"));
        if (result.Problem is { } problem)
            output.WriteLine($"        {problem}");
        if (verdict is null)
            return;
        foreach (var (name, findings) in new[] { ("lost", verdict.Lost), ("wrong", verdict.Wrong), ("duplicated", verdict.Duplicated) })
        {
            foreach (var finding in findings.Take(FindingsShown))
                output.WriteLine($"        {name}: {finding}");
            if (findings.Count > FindingsShown)
                output.WriteLine($"        {name}: and {findings.Count - FindingsShown} more");
        }

        foreach (var note in withNotes ? verdict.Notes : [])
            output.WriteLine($"        note: {note}");
    }
}
