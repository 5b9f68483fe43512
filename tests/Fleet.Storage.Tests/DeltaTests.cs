using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Fleet.Storage.Outputs;

namespace Fleet.Storage.Tests;

public sealed class DeltaTests : IAsyncDisposable
{
    private const string Tables = """
        CREATE TABLE output(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes INTEGER NOT NULL,
            stored_bytes INTEGER NOT NULL, chunks INTEGER NOT NULL, last_seen INTEGER NOT NULL) STRICT;
        CREATE TABLE output_chunk(id INTEGER PRIMARY KEY, codec INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
        """;

    private static readonly Gen<byte[]> Contents =
        from length in Gen.Frequency((6, Gen.Int[0, 6000]), (1, Gen.Int[Block.Size - 1, Block.Size + 1]))
        from start in Gen.OneOf(Gen.Const(""), Gen.Const("hostname sw1\n"), Gen.Const("\x37\u00a4\x30\u00ec"))
        from seed in Gen.Int
        from noise in Gen.Bool
        select Content(length, seed, start, noise);

    // A stretch is taken out, and something else put in its place.
    private static readonly Gen<(double At, double Length, byte[] Instead)> Edits =
        Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Const(0.0), Gen.Const(0.01), Gen.Double[0, 1]), Gen.Byte.Array[0, 200]);

    private readonly TempFolder _temp = new();
    private DataFolder _folder;
    private OutputStore _store;

    public DeltaTests()
    {
        _folder = DataFolder.OpenForWriting(_temp.Data);
        _store = OutputStore.Open(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _temp.Dispose();
    }

    [Fact]
    public void Any_two_outputs_come_back_byte_for_byte_whatever_they_have_in_common()
    {
        var pairs = from first in Contents
                    from edit in Edits
                    from other in Contents
                    from related in Gen.Bool
                    select (first, second: related ? Edited(first, edit) : other);
        pairs.Sample(
            pair =>
            {
                var first = Store(pair.first);
                var second = Store(pair.second, first);
                Assert.True(pair.first.AsSpan().SequenceEqual(_store.Load(first)));
                Assert.True(pair.second.AsSpan().SequenceEqual(_store.Load(second)));
            },
            iter: 100,
            threads: 1);
        Assert.NotEqual(0L, Scalar("SELECT count(*) FROM output WHERE base IS NOT NULL"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM output WHERE base IS NOT NULL AND bytes < stored_bytes * 2"));
    }

    [Fact]
    public void In_any_history_every_version_comes_back_and_no_base_has_a_base()
    {
        Gen.Select(Contents, Edits.Array[1, 12]).Sample(
            (content, edits) =>
            {
                var versions = new List<byte[]> { content };
                var latest = Store(content);
                foreach (var edit in edits)
                {
                    versions.Add(Edited(versions[^1], edit));
                    latest = Store(versions[^1], latest);
                }

                Assert.All(versions, version => Assert.Equal(version, _store.Load(OutputHash.Of(version))));
            },
            iter: 25,
            threads: 1);
        Assert.NotEqual(0L, Scalar("SELECT count(*) FROM output WHERE base IS NOT NULL"));
        AssertBasesAreWhole(_folder.OutputsFile);
    }

    [Fact]
    public void A_small_change_takes_a_fraction_of_the_output_and_a_large_one_makes_a_new_base()
    {
        var text = Content(5000, seed: 1);
        var whole = Store(text);
        var changed = Store(Edited(text, (0.5, 0.01, "changed"u8.ToArray())), whole);
        var other = Store(Content(5000, seed: 2), changed);
        var others = Store(Edited(Content(5000, seed: 2), (0.5, 0.01, "changed"u8.ToArray())), other);

        Assert.InRange(StoredBytes(changed), 10, StoredBytes(whole) / 10);
        Assert.Equal(StoredBytes(whole), StoredBytes(other), tolerance: 200);
        Assert.Equal([null, whole, null, other], new[] { whole, changed, other, others }.Select(BaseOf));
    }

    [Fact]
    public async Task An_output_that_is_stored_already_is_asked_for_no_earlier_one()
    {
        var asked = 0;
        for (var time = 1; time <= 2; time++)
        {
            await _store.StoreAsync("stored"u8, () => ++asked == 0 ? default : null);
        }

        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("UPDATE output_chunk SET content = zeroblob(length(content))")]
    [InlineData("UPDATE output_chunk SET content = zeroblob(5000), codec = 0")]
    [InlineData("UPDATE output_chunk SET codec = 2")]
    [InlineData("UPDATE output SET hash = zeroblob(32)")]
    [InlineData("UPDATE output SET chunks = 2")]
    [InlineData("DELETE FROM output_chunk")]
    [InlineData("DELETE FROM output")]
    public void What_resembles_an_output_that_is_damaged_is_stored_whole(string damage)
    {
        var text = Content(5000, seed: 1);
        var earlier = Store(text);
        Sql.Run(_folder.OutputsFile, damage);

        var hash = Store(Edited(text, (0.5, 0, "more"u8.ToArray())), earlier);

        Assert.Null(BaseOf(hash));
        Assert.Equal(5004, _store.Load(hash).Length);
    }

    [Fact]
    public async Task A_search_for_an_earlier_output_that_fails_is_no_harm()
    {
        var hash = await _store.StoreAsync(Content(5000, seed: 1), () => throw new StoreUnavailableException("locked"));
        Assert.Equal(5000, _store.Load(hash).Length);
        Assert.Null(BaseOf(hash));
    }

    [Theory]
    [InlineData("UPDATE output_chunk SET content = zeroblob(length(content)) WHERE id = 1", "is damaged: ")]
    [InlineData("UPDATE output_chunk SET content = zeroblob(5000), codec = 0 WHERE id = 1", "is damaged: its bytes have another hash")]
    [InlineData("UPDATE output_chunk SET codec = 2 WHERE id = 1", "is damaged: it is not stored whole")]
    [InlineData("DELETE FROM output_chunk WHERE id = 1", "has no bytes")]
    public void A_base_that_is_damaged_is_named(string damage, string how)
    {
        var text = Content(5000, seed: 1);
        var whole = Store(text);
        var delta = Store(Edited(text, (0.5, 0, "more"u8.ToArray())), whole);
        Sql.Run(_folder.OutputsFile, damage);

        var e = Assert.Throws<StoreUnavailableException>(() => _store.Load(delta));
        Assert.StartsWith($"The stored output {delta} is damaged (its base, output {whole}, {how}", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM output WHERE id = 1", "its base, which has the number 1, is missing")]
    [InlineData("UPDATE output SET base = NULL", "its base, which has the number ?, is missing")]
    public void A_base_that_is_missing_is_told_of(string damage, string how)
    {
        var text = Content(5000, seed: 1);
        var delta = Store(Edited(text, (0.5, 0, "more"u8.ToArray())), Store(text));
        Sql.Run(_folder.OutputsFile, damage);

        var e = Assert.Throws<StoreUnavailableException>(() => _store.Load(delta));
        Assert.StartsWith($"The stored output {delta} is damaged ({how})", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_output_in_a_bases_place_is_noticed()
    {
        var text = Content(5000, seed: 1);
        var delta = Store(Edited(text, (0.5, 0, "more"u8.ToArray())), Store(text));
        var stranger = Store(Content(5000, seed: 2));
        Sql.Run(_folder.OutputsFile, $"UPDATE output SET base = (SELECT id FROM output WHERE hash = x'{stranger}') WHERE base = 1");

        Assert.Throws<StoreUnavailableException>(() => _store.Load(delta));
    }

    [Fact]
    public void A_sweep_leaves_bases_as_long_as_they_are_needed()
    {
        var text = Content(5000, seed: 1);
        var whole = Store(text);
        var kept = Store(Edited(text, (0.5, 0, "kept"u8.ToArray())), whole);
        var orphan = Store(Edited(text, (0.5, 0, "orphan"u8.ToArray())), kept);

        Assert.Equal(1, _store.SweepOrphans(hash => hash == kept, DateTimeOffset.MaxValue));
        Assert.False(_store.Contains(orphan));
        Assert.Equal(5004, _store.Load(kept).Length);

        while (_store.SweepOrphans(_ => false, DateTimeOffset.MaxValue) > 0)
        {
        }

        Assert.Empty(_store.List());
    }

    [Fact]
    public async Task However_a_crash_cuts_off_the_log_whatever_is_there_is_whole()
    {
        var text = Content(5000, seed: 1);
        var latest = Store(text);
        for (var version = 1; version <= 20; version++)
        {
            text = Edited(text, (version / 21.0, 0.02, Encoding.ASCII.GetBytes($"version {version}")));
            latest = Store(text, latest);
        }

        var (file, log) = (File.ReadAllBytes(_folder.OutputsFile), File.ReadAllBytes(_folder.OutputsFile + "-wal"));
        await CloseAsync();
        var counts = new SortedSet<int>();
        for (var cut = 0; cut <= 30; cut++)
        {
            // The state of the files in the middle of it all is what a crash leaves.
            File.WriteAllBytes(_temp.File("outputs.db"), file);
            File.WriteAllBytes(_temp.File("outputs.db-wal"), log[..(int)((long)log.Length * cut / 30)]);
            File.Delete(_temp.File("outputs.db-shm"));
            Open();
            var stored = _store.List().ToList();
            Assert.All(stored, output => Assert.Equal(output.Hash, OutputHash.Of(_store.Load(output.Hash))));
            counts.Add(stored.Count);
            AssertBasesAreWhole(_folder.OutputsFile);
            await CloseAsync();
        }

        Assert.Equal((0, 21, true), (counts.Min, counts.Max, counts.Count > 10));
    }

    [Fact]
    public async Task A_folder_from_before_there_were_deltas_is_brought_up_to_date()
    {
        var text = Content(5000, seed: 1);
        await CloseAsync();
        Sql.Run(_temp.File("outputs.db"), $"DROP TABLE output; DROP TABLE output_chunk; {Tables} PRAGMA user_version = 1");
        Sql.Run(
            _temp.File("outputs.db"),
            $"""
            INSERT INTO output VALUES (1, x'{OutputHash.Of(text)}', 5000, 5000, 1, 0);
            INSERT INTO output_chunk VALUES (1, 0, x'{Convert.ToHexString(text)}')
            """);
        using (var reading = DataFolder.OpenForReading(_temp.Data))
        {
            var e = Assert.Throws<DataFolderException>(() => OutputStore.Open(reading));
            Assert.EndsWith("The next `fleet collect` brings it up to date.", e.Message, StringComparison.Ordinal);
        }

        Open();
        var delta = Store(Edited(text, (0.5, 0, "more"u8.ToArray())), OutputHash.Of(text));

        Assert.Equal(text, _store.Load(OutputHash.Of(text)));
        Assert.Equal(OutputHash.Of(text), BaseOf(delta));
        Assert.Equal(5004, _store.Load(delta).Length);
    }

    private static void AssertBasesAreWhole(string file) => Assert.Equal(0L, Sql.Scalar(
        file,
        """
        SELECT count(*) FROM output o LEFT JOIN output b ON b.id = o.base JOIN output_chunk c ON c.id = o.id
        WHERE (o.base IS NOT NULL AND (b.id IS NULL OR b.base IS NOT NULL OR b.chunks <> 1))
            OR (c.codec = 2) <> (o.base IS NOT NULL)
        """));

    private static byte[] Content(int length, int seed, string start = "", bool noise = false)
    {
        var bytes = new byte[length];
        var random = new Random(seed);
        random.NextBytes(bytes);
        if (!noise)
        {
            for (var i = 0; i < length; i++)
            {
                bytes[i] = (byte)"0123456789 up down\n"[bytes[i] % 19];
            }
        }

        Encoding.Latin1.GetBytes(start).AsSpan(0, Math.Min(start.Length, length)).CopyTo(bytes);
        return bytes;
    }

    private static byte[] Edited(byte[] content, (double At, double Length, byte[] Instead) edit)
    {
        var at = (int)(edit.At * content.Length);
        var end = at + (int)(edit.Length * (content.Length - at));
        return [.. content[..at], .. edit.Instead, .. content[end..]];
    }

    private OutputHash Store(byte[] content, OutputHash? earlier = null) =>
        _store.StoreAsync(content, () => earlier).GetAwaiter().GetResult();

    private long StoredBytes(OutputHash hash) => _store.List().Single(output => output.Hash == hash).StoredBytes;

    private OutputHash? BaseOf(OutputHash hash) =>
        Scalar($"SELECT b.hash FROM output o JOIN output b ON b.id = o.base WHERE o.hash = x'{hash}'") is byte[] found
            ? new OutputHash(found)
            : null;

    private object? Scalar(string sql) => Sql.Scalar(_folder.OutputsFile, sql);

    private void Open()
    {
        _folder = DataFolder.OpenForWriting(_temp.Data);
        _store = OutputStore.Open(_folder);
    }

    private async Task CloseAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
