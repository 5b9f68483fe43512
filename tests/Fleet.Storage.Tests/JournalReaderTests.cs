using Fleet.Storage.Journal;

namespace Fleet.Storage.Tests;

public sealed class JournalReaderTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;

    public JournalReaderTests() => _folder = DataFolder.OpenForWriting(_temp.Data);

    public void Dispose()
    {
        _folder.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void A_journal_that_nobody_has_written_to_has_no_events()
    {
        using var journal = JournalReader.Open(_folder);
        Assert.Equal(0, journal.LastOrdering);
        Assert.Empty(journal.ReadAll());
        Assert.Empty(journal.Read("device-a"));
        Assert.Empty(journal.FindBrokenSequences());
    }

    [Fact]
    public void Events_are_read_in_order_from_anywhere()
    {
        CreateTable();
        Sql.Run(
            _folder.JournalFile,
            """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1199)
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message)
            SELECT 0, 0, iif(i % 2, 'device-b', 'device-a'), i / 2 + 1, x'' FROM n
            """);

        using var journal = JournalReader.Open(_folder);
        Assert.Equal(1200, journal.LastOrdering);
        Assert.Equal(Enumerable.Range(1, 1200).Select(i => (long)i), journal.ReadAll().Select(r => r.Ordering));
        Assert.Equal([1199, 1200], journal.ReadAll(after: 1198).Select(r => r.Ordering));
        Assert.Equal(Enumerable.Range(1, 600).Select(i => (long)i), journal.Read("device-b").Select(r => r.SequenceNumber));
        Assert.Empty(journal.FindBrokenSequences());
    }

    [Fact]
    public void A_row_is_read_as_it_was_written()
    {
        CreateTable();
        Insert("device-a", 1);
        using var journal = JournalReader.Open(_folder);
        var row = Assert.Single(journal.ReadAll());
        Assert.Equal((1L, "device-a", 1L, "sr"), (row.Ordering, row.PersistenceId, row.SequenceNumber, row.Manifest));
        Assert.Equal([0xCA, 0xFE], row.Payload.ToArray());
        Assert.Equal(new DateTimeOffset(2026, 4, 13, 12, 0, 0, TimeSpan.Zero), row.Written);
    }

    [Fact]
    public void Gaps_wrong_starts_and_repeats_are_found()
    {
        CreateTable(unique: false);
        foreach (var (id, number) in new[]
        {
            ("sound", 1), ("gap", 1), ("late", 2), ("twice", 1), ("back", 1),
            ("sound", 2), ("gap", 3), ("late", 3), ("twice", 1), ("back", 3), ("gap", 9), ("back", 2),
        })
        {
            Insert(id, number);
        }

        using var journal = JournalReader.Open(_folder);
        Assert.Equal(
            [
                "back: has event 3 after event 1 at ordering 10, and 1 more breaks",
                "gap: has event 3 after event 1 at ordering 7, and 1 more breaks",
                "late: starts with event 2 at ordering 3",
                "twice: has event 1 after event 1 at ordering 9",
            ],
            journal.FindBrokenSequences());
    }

    [Fact]
    public void What_was_purged_is_no_gap_and_not_read()
    {
        CreateTable();
        Insert("device-a", 5, deleted: true);
        Insert("device-a", 6);
        using var journal = JournalReader.Open(_folder);
        Assert.Empty(journal.FindBrokenSequences());
        Assert.Equal(6, Assert.Single(journal.ReadAll()).SequenceNumber);
        Assert.Equal(6, Assert.Single(journal.Read("device-a")).SequenceNumber);
    }

    /// <summary>The table as Akka.Persistence.Sql 1.5.73 creates it.</summary>
    private void CreateTable(bool unique = true) => Sql.Run(
        _folder.JournalFile,
        """
        CREATE TABLE journal(
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created INTEGER NOT NULL, deleted Bit NOT NULL,
            persistence_id NVarChar(255) NOT NULL, sequence_number INTEGER NOT NULL, message VarBinary NOT NULL,
            manifest NVarChar(500) NULL, identifier INTEGER NULL, writer_uuid NVarChar(128) NULL);
        """ + (unique ? "CREATE UNIQUE INDEX journal_uq ON journal(persistence_id, sequence_number)" : ""));

    private void Insert(string persistenceId, long number, bool deleted = false)
    {
        var ticks = new DateTime(2026, 4, 13, 12, 0, 0, DateTimeKind.Utc).Ticks;
        Sql.Run(
            _folder.JournalFile,
            $"""
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            VALUES ({ticks}, {(deleted ? 1 : 0)}, '{persistenceId}', {number}, x'CAFE', 'sr', 42)
            """);
    }
}
