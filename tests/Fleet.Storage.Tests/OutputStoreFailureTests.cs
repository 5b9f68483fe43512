using System.Diagnostics;
using System.Security.Cryptography;
using Fleet.Storage.Outputs;

namespace Fleet.Storage.Tests;

public sealed class OutputStoreFailureTests : IAsyncDisposable
{
    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly OutputStore _store;

    public OutputStoreFailureTests()
    {
        _folder = DataFolder.OpenForWriting(_temp.Data);
        _store = OutputStore.Open(_folder, busySeconds: 1);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task A_locked_database_fails_a_commit_in_bounded_time_and_the_commit_can_be_repeated()
    {
        using var spool = _store.CreateSpool();
        var output = spool.Spool("patient"u8);
        using (var other = Sql.Connect(_folder.OutputsFile))
        {
            using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();

            // All who wait fail together, not one after the other.
            var watch = Stopwatch.StartNew();
            var commits = Enumerable.Range(0, 20).Select(_ => _store.CommitAsync(spool.Outputs, Cancellation)).ToList();
            foreach (var commit in commits)
            {
                var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);
                Assert.StartsWith($"{_folder.OutputsFile} is locked by another process", e.Message, StringComparison.Ordinal);
            }

            Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(12));
            Assert.False(_store.Contains(output.Hash));
        }

        await _store.CommitAsync(spool.Outputs, Cancellation);
        Assert.Equal("patient"u8, _store.Load(output.Hash));
    }

    [Fact]
    public async Task One_that_cannot_be_stored_does_not_fail_its_neighbours()
    {
        await using var store = OutputStore.Open(_folder, busySeconds: 30);
        var broken = store.CreateSpool();
        broken.Spool(RandomNumberGenerator.GetBytes(900_000));
        broken.Dispose();
        using var sound = store.CreateSpool();
        var output = sound.Spool("sound"u8);

        // While a lock holds up the first, the others gather into one transaction.
        Task held, bad, good;
        using (var other = Sql.Connect(_folder.OutputsFile))
        {
            using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            held = store.StoreAsync("held up"u8);
            await Task.Delay(100, Cancellation);
            good = store.CommitAsync(sound.Outputs, Cancellation);
            bad = store.CommitAsync(broken.Outputs, Cancellation);
        }

        await held;
        await good;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => bad);
        Assert.True(store.Contains(output.Hash));
        Assert.Equal(2, store.List().Count());
    }

    [Fact]
    public async Task A_full_disk_fails_a_commit_and_when_there_is_room_again_it_succeeds()
    {
        using var disk = SmallDisk.Mount("4m");
        using var folder = DataFolder.OpenForWriting(disk.Data);
        await using var store = OutputStore.Open(folder);
        var hash = await store.StoreAsync("before"u8);

        var ballast = Path.Combine(disk.Data, "spool", "ballast");
        using var spool = store.CreateSpool();
        var content = RandomNumberGenerator.GetBytes(200_000);
        var output = spool.Spool(content);
        FillUp(ballast);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(spool.Outputs, Cancellation));
        Assert.Contains(folder.OutputsFile, e.Message, StringComparison.Ordinal);
        Assert.Contains("space", e.Message, StringComparison.Ordinal);
        Assert.False(store.Contains(output.Hash));
        Assert.Equal("before"u8, store.Load(hash));

        using (var large = spool.Begin())
        {
            e = Assert.Throws<StoreUnavailableException>(() => large.Write(RandomNumberGenerator.GetBytes(3_000_000)));
            Assert.StartsWith($"The spool folder {folder.SpoolFolder} cannot be written to: ", e.Message, StringComparison.Ordinal);
        }

        File.Delete(ballast);
        await store.CommitAsync(spool.Outputs, Cancellation);
        Assert.Equal(content, store.Load(output.Hash));

        static void FillUp(string file)
        {
            using var stream = File.Create(file, bufferSize: 1);
            try
            {
                for (var block = new byte[4096]; ;)
                {
                    stream.Write(block);
                }
            }
            catch (IOException)
            {
                // It is full.
            }
        }
    }

    [Theory]
    [InlineData("UPDATE output_chunk SET content = zeroblob(length(content))")]
    [InlineData("UPDATE output_chunk SET content = substr(content, 1, length(content) - 5)")]
    [InlineData("UPDATE output_chunk SET codec = 9")]
    [InlineData("UPDATE output_chunk SET codec = 0")]
    [InlineData("UPDATE output SET bytes = bytes + 1")]
    [InlineData("DELETE FROM output_chunk")]
    public async Task A_damaged_output_is_named(string damage)
    {
        var hash = await _store.StoreAsync(new byte[10_000]);
        Sql.Run(_folder.OutputsFile, damage);
        var e = Assert.Throws<StoreUnavailableException>(() => _store.Load(hash));
        Assert.StartsWith($"The stored output {hash} is damaged (", e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.OutputsFile, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_damaged_in_the_middle_is_named_with_what_to_do()
    {
        var hashes = new List<OutputHash>();
        for (var i = 0; i < 20; i++)
        {
            hashes.Add(await _store.StoreAsync(RandomNumberGenerator.GetBytes(10_000)));
        }

        await _store.DisposeAsync();
        using (var file = File.OpenWrite(_folder.OutputsFile))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        // Opening may find it, or else reading does.
        var e = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var store = OutputStore.Open(_folder);
            hashes.ForEach(hash => store.Load(hash));
        });
        Assert.True(e is DataFolderException or StoreUnavailableException, e.ToString());
        Assert.StartsWith($"{_folder.OutputsFile} is damaged. Stop fleet and restore", e.Message, StringComparison.Ordinal);
    }
}
