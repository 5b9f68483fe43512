using Fleet.Chaos.Checking;
using Fleet.Chaos.Rounds;
using Fleet.Chaos.Tests;
using Microsoft.Data.Sqlite;

[assembly: AssemblyFixture(typeof(UndisturbedRound))]

namespace Fleet.Chaos.Tests;

/// <summary>What a collector left that nobody disturbed. Every test damages a copy of it.</summary>
public sealed class UndisturbedRound : IAsyncLifetime
{
    private readonly Round _round = new(SmallRounds.Plan(new Kind("nothing", "nothing", _ => Task.CompletedTask)));
    private int _copies;

    /// <summary>What came of it.</summary>
    internal Verdict Verdict { get; private set; } = new();

    public async ValueTask InitializeAsync() => Verdict = await _round.RunAsync();

    public ValueTask DisposeAsync()
    {
        _round.Delete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Its history, with copies of the store and of the farm's record that may be damaged.</summary>
    internal History Copy()
    {
        var history = _round.ToHistory();
        var folder = Path.Combine(_round.Folder, $"copy-{Interlocked.Increment(ref _copies)}");
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        foreach (var file in Directory.EnumerateFiles(history.Data))
            File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        var record = Path.Combine(folder, "farm.jsonl");
        File.Copy(history.FarmRecord, record);
        return history with { Data = data, FarmRecord = record };
    }

    /// <summary>Judges a copy.</summary>
    internal Task<Verdict> JudgeAsync(History history) => _round.JudgeAsync(history);

    /// <summary>Changes a database of a copy.</summary>
    internal static void Change(History history, string file, FormattableString sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(history.Data, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
