using Fleet.Collection.Devices;
using Fleet.Collection.Inspection;
using Fleet.Collection.Serialization;
using Fleet.Collection.Tests.Actors;
using Fleet.Storage;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Tests;

/// <summary>A verification must find damage, of every kind that it says it looks for.</summary>
public sealed class StoreVerificationTests : IClassFixture<StoreVerificationTests.Collected>, IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("fleet-verify-");

    public StoreVerificationTests(Collected collected)
    {
        foreach (var file in Directory.EnumerateFiles(collected.Path))
        {
            File.Copy(file, Path.Combine(_path.FullName, Path.GetFileName(file)));
        }
    }

    public void Dispose() => _path.Delete(recursive: true);

    [Fact]
    public void A_folder_as_it_was_left_is_clean() => Assert.All(Verify().Checks, c => Assert.Empty(c.Problems));

    [Theory]
    [InlineData("journal", "DELETE FROM journal WHERE persistence_id = 'device-r3'", "run")]
    [InlineData("journal", "UPDATE journal SET sequence_number = 3 WHERE persistence_id = 'device-r3'", "sequence")]
    [InlineData("journal", "UPDATE journal SET message = x'ff' WHERE persistence_id = 'device-r3'", "every event can be read")]
    [InlineData("outputs", "DELETE FROM output WHERE rowid = 5", "every output that an event names is stored")]
    [InlineData("read", "UPDATE run SET collected = collected - 1", "the read tables say")]
    [InlineData("read", "DELETE FROM result WHERE session = 4", "the read tables say")]
    [InlineData("read", "DELETE FROM quarantine", "set aside")]
    [InlineData("read", "UPDATE quarantine SET until = until + 1", "set aside")]
    [InlineData("read", "INSERT INTO quarantine SELECT device % 10 + 1, since, until, level, failure, reason FROM quarantine", "set aside")]
    [InlineData("journal", "UPDATE journal SET message = (SELECT message FROM journal WHERE manifest = 'qs'), manifest = 'qs' WHERE manifest = 'sk'", "set aside")]
    [InlineData("journal", "DELETE FROM journal WHERE manifest = 'sk'", "run")]
    [InlineData("read", "UPDATE version SET hash = zeroblob(32) WHERE device = 4", "the read tables say")]
    public void Damage_is_found(string database, string sql, string check)
    {
        Execute(database, sql);

        var failed = Verify().Checks.Where(c => c.Problems.Count > 0).ToList();
        Assert.Contains(failed, c => c.Name.Contains(check, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_byte_of_an_output_is_found()
    {
        Execute("outputs", "UPDATE output SET hash = zeroblob(32) WHERE rowid = 2");

        Assert.NotEmpty(Verify().Checks.Single(c => c.Name.Contains("hash", StringComparison.Ordinal)).Problems);
    }

    private VerificationReport Verify()
    {
        using var folder = DataFolder.OpenForReading(_path.FullName);
        return StoreVerification.Run(folder);
    }

    private void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_path.FullName}/{database}.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    /// <summary>A folder with five runs, in the last of which a device was not tried; to be copied.</summary>
    public sealed class Collected : IAsyncLifetime
    {
        private readonly SampleFolder _sample = new();

        public string Path => _sample.Path;

        public async ValueTask InitializeAsync()
        {
            using var folder = _sample.Open();
            await using var host = await _sample.StartAsync(folder);
            await host.RunAsync(SampleFolder.Request(10), default, default);
            await _sample.FailAsync(host, devices: 1);
            await host.RunAsync(SampleFolder.Request(1), default, default);
        }

        public ValueTask DisposeAsync()
        {
            _sample.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
