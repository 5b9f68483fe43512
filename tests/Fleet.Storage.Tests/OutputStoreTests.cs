using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Fleet.Storage.Outputs;

namespace Fleet.Storage.Tests;

public sealed class OutputStoreTests : IAsyncDisposable
{
    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly OutputStore _store;

    public OutputStoreTests()
    {
        _folder = DataFolder.OpenForWriting(_temp.Data);
        _store = OutputStore.Open(_folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Any_output_comes_back_byte_for_byte_however_it_arrived()
    {
        var edges = Gen.OneOf(new[] { 0, 1, Block.Size - 1, Block.Size, Block.Size + 1, 3 * Block.Size }.Select(Gen.Const).ToArray());
        var content =
            from length in Gen.Frequency((6, Gen.Int[0, 20_000]), (2, edges), (1, Gen.Int[0, 1_500_000]))
            from random in Gen.Bool
            from seed in Gen.Int
            select Content(length, seed, random);
        Gen.Select(content.Array[0, 5], Gen.Int[100, 300_000]).Sample(
            (contents, part) =>
            {
                using var spool = _store.CreateSpool();
                foreach (var bytes in contents)
                {
                    var spooled = spool.Spool(bytes, part);
                    Assert.Equal(OutputHash.Of(bytes), spooled.Hash);
                    Assert.Equal(bytes.Length, spooled.Bytes);
                }

                _store.CommitAsync(spool.Outputs, CancellationToken.None).GetAwaiter().GetResult();
                Assert.All(contents.Zip(spool.Outputs), pair => Assert.True(pair.First.AsSpan().SequenceEqual(_store.Load(pair.Second.Hash))));
            },
            iter: 30,
            threads: 1);
        Assert.Empty(Directory.EnumerateFiles(_folder.SpoolFolder));
    }

    [Fact]
    public async Task An_output_is_stored_once_and_compressed()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Vlan100 is up, line protocol is up\n", 150)));
        using var spool = _store.CreateSpool();
        spool.Spool(text);
        spool.Spool(text);
        await _store.CommitAsync(spool.Outputs, Cancellation);
        await _store.CommitAsync(spool.Outputs, Cancellation);

        var stored = Assert.Single(_store.List());
        Assert.Equal(OutputHash.Of(text), stored.Hash);
        Assert.Equal(text.Length, stored.Bytes);
        Assert.InRange(stored.StoredBytes, 1, text.Length / 10);
        Assert.Equal(DateTimeOffset.UtcNow, stored.LastSeen, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_does_not_shrink_is_stored_as_it_is()
    {
        var noise = RandomNumberGenerator.GetBytes(5000);
        await _store.StoreAsync(noise);
        Assert.Equal(5000, Assert.Single(_store.List()).StoredBytes);
    }

    [Fact]
    public async Task An_unknown_hash_is_not_there()
    {
        await _store.StoreAsync("something"u8);
        var unknown = OutputHash.Of("else"u8);
        Assert.False(_store.Contains(unknown));
        Assert.False(_store.TryCopyTo(unknown, Stream.Null));
    }

    [Fact]
    public void An_output_that_is_not_completed_is_dropped()
    {
        using var spool = _store.CreateSpool();
        using (var dropped = spool.Begin())
        {
            dropped.Write(RandomNumberGenerator.GetBytes(900_000));
            Assert.Throws<InvalidOperationException>(() => spool.Begin());
        }

        var kept = spool.Spool("kept"u8);
        Assert.Equal([kept], spool.Outputs);
    }

    [Fact]
    public void Large_outputs_go_to_a_private_file_that_goes_with_the_spool()
    {
        using (var spool = _store.CreateSpool())
        {
            spool.Spool(RandomNumberGenerator.GetBytes(100_000));
            Assert.Empty(Directory.EnumerateFiles(_folder.SpoolFolder));
            spool.Spool(RandomNumberGenerator.GetBytes(2_000_000), part: 4096);
            var file = new FileInfo(Assert.Single(Directory.EnumerateFiles(_folder.SpoolFolder)));
            Assert.InRange(file.Length, 1_500_000, 2_000_000);
            Assert.True(Machine.IsPrivate(file.FullName));

            using (var dropped = spool.Begin())
            {
                dropped.Write(RandomNumberGenerator.GetBytes(2_000_000));
            }

            Assert.Equal(file.Length, new FileInfo(file.FullName).Length);
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.SpoolFolder));
    }

    [Fact]
    public async Task Two_hundred_sessions_commit_at_once_and_all_is_there_when_they_are_told_so()
    {
        var shared = Content(3000, seed: -1, random: false);
        var failures = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(session => Task.Run(async () =>
        {
            using var spool = _store.CreateSpool();
            for (var i = 0; i < 5; i++)
            {
                spool.Spool(Content(2000 + i, seed: (session * 10) + i, random: false));
            }

            spool.Spool(shared);
            await _store.CommitAsync(spool.Outputs, Cancellation);
            foreach (var output in spool.Outputs.Where(o => !_store.Contains(o.Hash)))
            {
                failures.Add($"{session}: {output.Hash}");
            }
        })));
        Assert.Empty(failures);
        Assert.Equal((200 * 5) + 1, _store.List().Select(o => o.Hash).Distinct().Count());
    }

    [Fact]
    public async Task Committed_outputs_are_there_in_another_process_at_once()
    {
        var hash = await _store.StoreAsync("durable"u8);
        using var reading = DataFolder.OpenForReading(_temp.Data);
        await using var reader = OutputStore.Open(reading);
        Assert.Equal("durable"u8, reader.Load(hash));
    }

    [Fact]
    public async Task Being_seen_again_is_noted_once_an_hour()
    {
        var hash = await _store.StoreAsync("again"u8);
        var recently = DateTimeOffset.UtcNow.AddMinutes(-50);
        Seen(recently);
        await _store.StoreAsync("again"u8);
        Assert.Equal(recently.ToUnixTimeMilliseconds(), _store.List().Single().LastSeen.ToUnixTimeMilliseconds());

        Seen(DateTimeOffset.UtcNow.AddMinutes(-70));
        await _store.StoreAsync("again"u8);
        Assert.Equal(DateTimeOffset.UtcNow, _store.List().Single().LastSeen, TimeSpan.FromMinutes(1));
        Assert.True(_store.Contains(hash));
    }

    [Fact]
    public async Task A_sweep_deletes_old_outputs_that_nothing_refers_to_and_only_those()
    {
        var large = RandomNumberGenerator.GetBytes(700_000);
        var orphan = await _store.StoreAsync(large);
        var referenced = await _store.StoreAsync("referenced"u8);
        Seen(DateTimeOffset.UtcNow.AddDays(-2));
        var young = await _store.StoreAsync("young"u8);

        Assert.Equal(1, _store.SweepOrphans(hash => hash == referenced, DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.False(_store.Contains(orphan));
        Assert.True(_store.Contains(referenced));
        Assert.True(_store.Contains(young));
        Assert.Equal(2L, Sql.Scalar(_folder.OutputsFile, "SELECT count(*) FROM output_chunk"));

        Assert.Equal(orphan, await _store.StoreAsync(large));
        Assert.Equal(large, _store.Load(orphan));
    }

    [Fact]
    public async Task An_output_that_is_seen_again_while_a_sweep_considers_it_stays()
    {
        var hash = await _store.StoreAsync("back again"u8);
        Seen(DateTimeOffset.UtcNow.AddDays(-2));
        var deleted = _store.SweepOrphans(
            _ =>
            {
                _store.StoreAsync("back again"u8).GetAwaiter().GetResult();
                return false;
            },
            DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Equal(0, deleted);
        Assert.Equal("back again"u8, _store.Load(hash));
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_before_it_began_stores_nothing()
    {
        using var spool = _store.CreateSpool();
        spool.Spool("late"u8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.CommitAsync(spool.Outputs, new CancellationToken(canceled: true)));
        Assert.Empty(_store.List());
    }

    [Fact]
    public async Task A_commit_after_the_store_was_closed_says_so()
    {
        using var spool = _store.CreateSpool();
        spool.Spool("late"u8);
        await _store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.CommitAsync(spool.Outputs, Cancellation));
    }

    private void Seen(DateTimeOffset at) =>
        Sql.Run(_folder.OutputsFile, $"UPDATE output SET last_seen = {at.ToUnixTimeMilliseconds()}");

    private static byte[] Content(int length, int seed, bool random)
    {
        var bytes = new byte[length];
        var generator = new Random(seed);
        generator.NextBytes(bytes);
        if (!random)
        {
            for (var i = 0; i < length; i++)
            {
                bytes[i] = (byte)"0123456789 up down\n"[bytes[i] % 19];
            }
        }

        return bytes;
    }
}
