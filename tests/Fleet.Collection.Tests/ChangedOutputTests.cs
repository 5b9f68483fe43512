using Fleet.Collection.Inspection;
using Fleet.Storage;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Tests;

/// <summary>What a second sweep finds changed is stored as what differs from the first one's.</summary>
public sealed class ChangedOutputTests : IDisposable
{
    private readonly SampleFolder _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task A_changed_output_is_stored_by_the_one_before_and_both_can_be_read()
    {
        using var folder = await CollectTwiceAsync();

        Assert.Equal((6L, 6L), (Scalar(folder, "base IS NOT NULL"), Scalar(folder, "id IN (SELECT base FROM output)")));
        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    [Theory]
    [InlineData("UPDATE output_chunk SET content = zeroblob(9) WHERE id = (SELECT min(base) FROM output)")]
    [InlineData("DELETE FROM output_chunk WHERE id = (SELECT min(base) FROM output)")]
    [InlineData("DELETE FROM output WHERE id = (SELECT min(base) FROM output)")]
    public async Task A_base_that_is_damaged_is_found_by_verification_and_so_is_what_needs_it(string damage)
    {
        using var folder = await CollectTwiceAsync();
        var delta = Convert.ToHexStringLower((byte[])Query(folder, "SELECT hash FROM output WHERE base ORDER BY base LIMIT 1")!);
        Query(folder, damage);

        var problems = StoreVerification.Run(folder).Checks.SelectMany(check => check.Problems).ToList();
        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.Contains($"output {delta} is damaged (its base", StringComparison.Ordinal));
    }

    private async Task<DataFolder> CollectTwiceAsync()
    {
        var folder = _sample.Open();
        await using var host = await _sample.StartAsync(folder);
        foreach (var sweep in new[] { "first", "second" })
        {
            var lines = string.Concat(Enumerable.Range(1, 100).Select(i => $"Vlan{i} is up, {i * i * 7919 % 10007} packets\n"));
            _sample.Sessions.Always = session => Task.FromResult(session.Collect($"{lines}{sweep}\n"));
            await host.RunAsync(SampleFolder.Request(3), default, default);
        }

        return folder;
    }

    private static long Scalar(DataFolder folder, string condition) =>
        (long)Query(folder, $"SELECT count(*) FROM output WHERE {condition}")!;

    private static object? Query(DataFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.OutputsFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
