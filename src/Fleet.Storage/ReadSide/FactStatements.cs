using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.ReadSide;

/// <summary>The statements that fill the read tables.</summary>
internal sealed class FactStatements(SqliteConnection connection)
{
    public Statement FindRun { get; } = new(connection, "SELECT id FROM run WHERE name = $1");

    public Statement InsertRun { get; } = new(
        connection,
        """
        INSERT INTO run(name, state, started, source, devices, expected) VALUES ($1, 0, $2, '', 0, 0) RETURNING id
        """);

    public Statement StartRun { get; } = new(
        connection,
        """
        INSERT INTO run(name, state, started, source, plan, devices, expected) VALUES ($1, 0, $2, $3, $4, $5, $6)
        ON CONFLICT(name) DO UPDATE SET
            started = excluded.started, source = excluded.source, plan = excluded.plan,
            devices = excluded.devices, expected = excluded.expected
        WHERE plan IS NULL
        """);

    public Statement SetRunState { get; } = new(connection, "UPDATE run SET state = $2, ended = $3 WHERE id = $1");

    public Statement AddToRun { get; } = new(
        connection,
        """
        UPDATE run SET collected = collected + $2, failed = failed + $3, bytes = bytes + $4 WHERE id = $1
        """);

    public Statement FindDevice { get; } = new(connection, "SELECT id FROM device WHERE key = $1");

    public Statement InsertDevice { get; } = new(
        connection,
        """
        INSERT INTO device(key, name, site, platform, host, port) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
        """);

    public Statement UpdateDevice { get; } = new(
        connection, "UPDATE device SET name = $2, site = $3, platform = $4, host = $5, port = $6 WHERE id = $1");

    public Statement SetLastSession { get; } = new(
        connection,
        """
        UPDATE device SET
            last_session = $2, last_success = coalesce($3, last_success), failure = $4, reason = $5,
            failures_in_a_row = iif($4 IS NULL, 0, failures_in_a_row + 1)
        WHERE id = $1
        """);

    public Statement SetAside { get; } = new(
        connection, "INSERT OR REPLACE INTO quarantine VALUES ($1, $2, $3, $4, $5, $6)");

    public Statement Release { get; } = new(connection, "DELETE FROM quarantine WHERE device = $1");

    public Statement InsertSession { get; } = new(
        connection,
        """
        INSERT INTO session(run, device, attempt, started, ended, failure, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING RETURNING id
        """);

    public Statement Settled { get; } = new(
        connection,
        """
        SELECT r.command FROM session s JOIN result r ON r.session = s.id WHERE s.run = $1 AND s.device = $2
        """);

    public Statement FindCommand { get; } = new(connection, "SELECT id FROM command WHERE text = $1");

    public Statement InsertCommand { get; } = new(connection, "INSERT INTO command(text) VALUES ($1) RETURNING id");

    public Statement LastVersion { get; } = new(
        connection,
        """
        SELECT number, hash FROM version WHERE device = $1 AND command = $2 ORDER BY number DESC LIMIT 1
        """);

    public Statement InsertVersion { get; } = new(
        connection, "INSERT INTO version VALUES ($1, $2, $3, $4, $5, $6, $7)");

    public Statement InsertResult { get; } = new(connection, "INSERT INTO result VALUES ($1, $2, $3, $4)");

    public Statement InsertFailure { get; } = new(
        connection, "INSERT INTO failure VALUES ($1, $2, $3, $4, $5, $6)");

    public Statement PauseCredential { get; } = new(
        connection, "INSERT OR REPLACE INTO credential VALUES ($1, $2, $3, $4)");

    public Statement ReleaseCredential { get; } = new(connection, "DELETE FROM credential WHERE name = $1");

    public Statement SetOffset { get; } = new(connection, "UPDATE journal_offset SET value = $1");
}
