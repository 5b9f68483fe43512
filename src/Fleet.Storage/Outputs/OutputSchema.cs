namespace Fleet.Storage.Outputs;

/// <summary>The tables of outputs.db.</summary>
internal static class OutputSchema
{
    public const int Version = 2;

    /// <summary>
    /// What changes with every sweep (<c>last_seen</c>) stands apart from the bytes, so that an unchanged output costs a
    /// few bytes of a small page. An output of n blocks has the chunks id, id + 1, ... id + n - 1. Times are Unix milliseconds.
    /// An output that is stored as a delta (<see cref="Codec.Delta"/>) names its base; the index keeps bases from being
    /// deleted, and has an entry for deltas only.
    /// </summary>
    public const string Sql = $"""
        CREATE TABLE output(
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            bytes INTEGER NOT NULL,
            stored_bytes INTEGER NOT NULL,
            chunks INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            base INTEGER) STRICT;
        CREATE TABLE output_chunk(
            id INTEGER PRIMARY KEY,
            codec INTEGER NOT NULL,
            content BLOB NOT NULL) STRICT;
        {BaseIndex}
        """;

    /// <summary>From version 1, which had no deltas.</summary>
    public const string Upgrade = $"""
        ALTER TABLE output ADD COLUMN base INTEGER;
        {BaseIndex}
        """;

    private const string BaseIndex = "CREATE INDEX output_base ON output(base) WHERE base IS NOT NULL";
}
