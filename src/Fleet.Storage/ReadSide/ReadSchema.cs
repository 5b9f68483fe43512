namespace Fleet.Storage.ReadSide;

/// <summary>The tables of read.db.</summary>
internal static class ReadSchema
{
    public const int Version = 2;

    /// <summary>
    /// Made for hundreds of thousands of outcomes a run, nearly all of them unchanged: an outcome is a row of about 15
    /// bytes, appended behind the others of its session. Times are Unix milliseconds.
    /// </summary>
    public const string Sql = """
        CREATE TABLE journal_offset(value INTEGER NOT NULL) STRICT;
        INSERT INTO journal_offset VALUES (0);

        CREATE TABLE device(
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,           -- the name in upper case: names are compared without regard to case
            name TEXT NOT NULL,
            site TEXT NOT NULL,
            platform TEXT NOT NULL,
            host TEXT NOT NULL,
            port INTEGER NOT NULL,
            last_session INTEGER,
            last_success INTEGER,
            failure TEXT,                       -- of the last session
            reason TEXT,
            failures_in_a_row INTEGER NOT NULL DEFAULT 0) STRICT;

        CREATE TABLE quarantine(                -- the devices that are set aside
            device INTEGER PRIMARY KEY,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            level INTEGER NOT NULL,
            failure TEXT NOT NULL,
            reason TEXT NOT NULL) STRICT;

        CREATE TABLE credential(                -- a row for each that is paused
            name TEXT PRIMARY KEY,
            paused_at INTEGER NOT NULL,
            rejections INTEGER NOT NULL,
            reason TEXT NOT NULL) WITHOUT ROWID, STRICT;

        CREATE TABLE command(
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE run(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            state INTEGER NOT NULL,             -- RunState
            started INTEGER NOT NULL,
            ended INTEGER,
            source TEXT NOT NULL,
            plan BLOB,                          -- NULL until its first event was seen
            devices INTEGER NOT NULL,
            expected INTEGER NOT NULL,
            collected INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0) STRICT;

        CREATE TABLE session(                   -- also where none was held, and what was missing failed untried
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL,
            device INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            started INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            failure TEXT,
            reason TEXT,
            UNIQUE (run, device, attempt)) STRICT;

        CREATE TABLE version(                   -- a row for each change of a command's output
            device INTEGER NOT NULL,
            command INTEGER NOT NULL,
            number INTEGER NOT NULL,            -- from 1 for each device and command
            hash BLOB NOT NULL,
            bytes INTEGER NOT NULL,
            at INTEGER NOT NULL,                -- when and in which session it was first seen
            session INTEGER NOT NULL,
            PRIMARY KEY (device, command, number)) WITHOUT ROWID, STRICT;

        CREATE TABLE result(                    -- a row for each outcome
            session INTEGER NOT NULL,
            command INTEGER NOT NULL,
            version INTEGER NOT NULL,           -- 0: failed
            before_end INTEGER NOT NULL,        -- milliseconds before the session's end
            PRIMARY KEY (session, command)) WITHOUT ROWID, STRICT;

        CREATE TABLE failure(                   -- what a failed outcome has of its own, if not just its session's failure
            session INTEGER NOT NULL,
            command INTEGER NOT NULL,
            failure TEXT NOT NULL,
            reason TEXT,
            hash BLOB,                          -- the answer of a device that rejected the command
            bytes INTEGER NOT NULL,
            PRIMARY KEY (session, command)) WITHOUT ROWID, STRICT
        """;
}
