using System.Globalization;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Storage.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_new_folder_and_everything_in_it_is_private()
    {
        using (var folder = DataFolder.OpenForWriting(_temp.Data))
        {
            Assert.True(folder.IsWritable);
            using var reads = ReadTables.Open(folder);
            Assert.True(Machine.IsPrivate(folder.Path));
            Assert.All(Directory.EnumerateFileSystemEntries(folder.Path), path => Assert.True(Machine.IsPrivate(path), path));
            Assert.Contains(folder.ReadTablesFile + "-wal", Directory.EnumerateFiles(folder.Path));
        }

        Assert.Equal($"{DataFolder.Format}\n", File.ReadAllText(_temp.File("format")));
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("snapshots.db")]
    [InlineData("outputs.db")]
    [InlineData("read.db")]
    public void Every_database_is_in_WAL_mode_before_anyone_uses_it(string file)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        Assert.Equal("wal", Sql.Scalar(_temp.File(file), "PRAGMA journal_mode"));
    }

    [Fact]
    public void Pages_of_the_journal_are_large_enough_for_events()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        Assert.Equal(16384L, Sql.Scalar(_temp.File("journal.db"), "PRAGMA page_size"));
        Assert.Equal(4096L, Sql.Scalar(_temp.File("outputs.db"), "PRAGMA page_size"));
    }

    [Fact]
    public void A_second_writer_is_told_who_holds_the_folder()
    {
        using var first = DataFolder.OpenForWriting(_temp.Data);
        var e = Assert.Throws<DataFolderHeldException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.Equal(
            $"The data folder {_temp.Data} is in use by process {Environment.ProcessId}: "
            + "wait for it to end or stop it, or use another folder with --data.",
            e.Message);
    }

    [Fact]
    public void The_lock_excludes_other_processes_and_ends_with_them_even_when_they_are_killed()
    {
        Machine.Need(File.Exists("/usr/bin/flock"), "needs util-linux' flock");
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        using var other = Machine.Start("flock", "--no-fork", "--nonblock", _temp.File("lock"), "sh", "-c", "echo held; exec sleep 60");
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Throws<DataFolderHeldException>(() => DataFolder.OpenForWriting(_temp.Data));

        other.Kill();
        other.WaitForExit();
        using (DataFolder.OpenForWriting(_temp.Data))
        {
            Assert.Equal(1, Machine.Run("flock", "--nonblock", _temp.File("lock"), "true").ExitCode);
        }

        Assert.Equal(0, Machine.Run("flock", "--nonblock", _temp.File("lock"), "true").ExitCode);
    }

    [Fact]
    public void A_folder_can_be_written_to_again_after_it_was_disposed()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        DataFolder.OpenForWriting(_temp.Data).Dispose();
    }

    [Fact]
    public void A_creation_that_was_cut_off_is_taken_up_again()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.Delete(_temp.File("format"));
        File.Delete(_temp.File("outputs.db"));
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        Assert.True(File.Exists(_temp.File("format")));
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("snapshots.db")]
    [InlineData("outputs.db")]
    [InlineData("read.db")]
    public void A_creation_that_was_cut_off_in_a_databases_first_transaction_is_taken_up_again(string file)
    {
        Directory.CreateDirectory(_temp.Data);
        using (var other = Sql.Connect(_temp.File("other")))
        {
            // The state of the files in the middle of a transaction is what a crash leaves.
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE whole(n); BEGIN; CREATE TABLE half(n)";
            command.ExecuteNonQuery();
            File.Copy(_temp.File("other"), _temp.File(file));
            File.Copy(_temp.File("other-journal"), _temp.File(file + "-journal"));
        }

        foreach (var path in Directory.EnumerateFiles(_temp.Data, "other*"))
        {
            File.Delete(path);
        }

        DataFolder.OpenForWriting(_temp.Data).Dispose();

        Assert.True(File.Exists(_temp.File("format")));
        Assert.False(File.Exists(_temp.File(file + "-journal")));
    }

    [Fact]
    public void Readers_come_in_beside_a_writer_and_when_there_is_none()
    {
        using (var writer = DataFolder.OpenForWriting(_temp.Data))
        {
            Read();
        }

        Read();

        void Read()
        {
            using var folder = DataFolder.OpenForReading(_temp.Data);
            Assert.False(folder.IsWritable);
            using var reads = ReadTables.Open(folder);
            Assert.Empty(reads.Runs());
            Assert.Throws<InvalidOperationException>(() => reads.Apply([], 1));
        }
    }

    [Fact]
    public async Task A_reader_cannot_write_outputs()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        using var folder = DataFolder.OpenForReading(_temp.Data);
        await using var store = OutputStore.Open(folder);
        Assert.Throws<InvalidOperationException>(() => store.CreateSpool());
        Assert.Throws<InvalidOperationException>(() => store.SweepOrphans(_ => false, DateTimeOffset.UtcNow));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_on_a_read_only_file_system_can_be_read()
    {
        using var disk = SmallDisk.Mount("16m");
        OutputHash hash;
        using (var folder = DataFolder.OpenForWriting(disk.Data))
        await using (var store = OutputStore.Open(folder))
        {
            hash = await store.StoreAsync("kept"u8);
        }

        disk.RemountReadOnly();
        using (var folder = DataFolder.OpenForReading(disk.Data))
        await using (var store = OutputStore.Open(folder))
        {
            Assert.Equal("kept"u8, store.Load(hash));
        }

        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(disk.Data));
        Assert.StartsWith($"The data folder {disk.Data} cannot be written to: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_was_closed_consists_of_plain_files_that_can_be_copied()
    {
        using (var folder = DataFolder.OpenForWriting(_temp.Data))
        await using (var store = OutputStore.Open(folder))
        using (var reads = ReadTables.Open(folder))
        {
            await store.StoreAsync("kept"u8);
            reads.Apply([], 7);
            Sql.Run(folder.JournalFile, "CREATE TABLE journal(ordering)");
        }

        Assert.Equal(
            ["format", "holder", "journal.db", "lock", "outputs.db", "read.db", "snapshots.db", "spool"],
            Directory.EnumerateFileSystemEntries(_temp.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_dead_process_left_in_the_spool_is_removed()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.WriteAllText(_temp.File("spool/left"), "over");
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.File("spool")));
    }

    [Fact]
    public void A_folder_of_something_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_temp.Data);
        File.WriteAllText(_temp.File("thesis.txt"), "mine");
        foreach (var open in new Func<string, DataFolder>[] { DataFolder.OpenForWriting, DataFolder.OpenForReading })
        {
            var e = Assert.Throws<DataFolderException>(() => open(_temp.Data));
            Assert.StartsWith($"{_temp.Data} is no data folder of fleet", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal([_temp.File("thesis.txt")], Directory.EnumerateFileSystemEntries(_temp.Data));
    }

    [Fact]
    public void An_empty_folder_and_the_root_of_a_volume_become_data_folders()
    {
        Directory.CreateDirectory(_temp.File("lost+found"));
        DataFolder.OpenForWriting(_temp.Data).Dispose();
    }

    [Fact]
    public void A_file_is_no_data_folder()
    {
        File.WriteAllText(_temp.Data, "");
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.Equal($"{_temp.Data} is a file: name a folder with --data.", e.Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_read()
    {
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForReading(_temp.Data));
        Assert.StartsWith($"There is no data folder {_temp.Data}: ", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp.Data));
    }

    [Fact]
    public void A_folder_that_cannot_be_created_gives_the_reason()
    {
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting("/proc/fleet/data"));
        Assert.StartsWith("The data folder /proc/fleet/data cannot be written to: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        var newer = DataFolder.Format + 1;
        File.WriteAllText(_temp.File("format"), newer.ToString(CultureInfo.InvariantCulture));
        foreach (var open in new Func<string, DataFolder>[] { DataFolder.OpenForWriting, DataFolder.OpenForReading })
        {
            var e = Assert.Throws<DataFolderException>(() => open(_temp.Data));
            Assert.Equal(
                $"The data folder {_temp.Data} was written by a newer version of fleet (format {newer}, this one reads up "
                + $"to {DataFolder.Format}): use that version, or another folder with --data.",
                e.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void A_damaged_format_file_is_refused(string text)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.WriteAllText(_temp.File("format"), text);
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.Contains("`format`", e.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.db", "restore the whole data folder")]
    [InlineData("snapshots.db", "delete snapshots.db")]
    [InlineData("outputs.db", "restore the whole data folder")]
    [InlineData("read.db", "delete read.db")]
    public void A_damaged_database_is_named_with_what_to_do(string file, string remedy)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.WriteAllText(_temp.File(file), new string('x', 8192));
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.StartsWith($"{_temp.File(file)} is damaged.", e.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);

        // The lock was returned.
        Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
    }

    [Theory]
    [InlineData("outputs.db")]
    [InlineData("read.db")]
    public void A_database_that_was_cut_off_is_damaged(string file)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        using (var stream = File.OpenWrite(_temp.File(file)))
        {
            stream.SetLength(5000);
        }

        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.StartsWith($"{_temp.File(file)} is damaged.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.db", false)]
    [InlineData("journal.db", true)]
    [InlineData("outputs.db", false)]
    public void A_lost_database_is_not_replaced_by_an_empty_one(string file, bool emptied)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.Delete(_temp.File(file));
        if (emptied)
        {
            File.WriteAllText(_temp.File(file), "");
        }

        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.StartsWith($"{_temp.File(file)} is {(emptied ? "empty" : "missing")}.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleted_read_tables_are_made_again_by_a_writer_and_missed_by_a_reader()
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        File.Delete(_temp.File("read.db"));
        using (var reader = DataFolder.OpenForReading(_temp.Data))
        {
            var e = Assert.Throws<DataFolderException>(() => ReadTables.Open(reader));
            Assert.StartsWith($"{_temp.File("read.db")} is missing.", e.Message, StringComparison.Ordinal);
        }

        using var folder = DataFolder.OpenForWriting(_temp.Data);
        using var reads = ReadTables.Open(folder);
        Assert.Equal(0, reads.Offset);
    }

    [Theory]
    [InlineData("outputs.db", OutputSchema.Version, "use that version.")]
    [InlineData("read.db", ReadSchema.Version, "use that version, or delete read.db")]
    public void A_newer_schema_is_refused(string file, int known, string advice)
    {
        DataFolder.OpenForWriting(_temp.Data).Dispose();
        Sql.Run(_temp.File(file), "PRAGMA user_version = 99");
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(_temp.Data));
        Assert.StartsWith(
            $"{_temp.File(file)} was written by a newer version of fleet (schema 99, this one reads up to {known}): {advice}",
            e.Message,
            StringComparison.Ordinal);
        using var reading = DataFolder.OpenForReading(_temp.Data);
        e = Assert.Throws<DataFolderException>(() => file == "read.db" ? (object)ReadTables.Open(reading) : OutputStore.Open(reading));
        Assert.Contains("newer version", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_of()
    {
        using var disk = SmallDisk.Mount("64k");
        var e = Assert.Throws<DataFolderException>(() => DataFolder.OpenForWriting(disk.Data));
        Assert.Contains(disk.Data, e.Message, StringComparison.Ordinal);
        Assert.Contains("space", e.Message, StringComparison.Ordinal);
    }
}
