using Fleet.Storage.Outputs;
using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.ReadSide;

/// <summary>
/// The read side: runs, devices, outcomes and the versions of every output, filled from the journal in order. Can be
/// deleted and filled again at any time. Safe to use from several threads.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the file cannot be read or written.</remarks>
public sealed class ReadTables : IDisposable
{
    private readonly DataFolder _folder;
    private readonly ReaderPool _readers;
    private readonly FactWriter? _writer;
    private readonly Lock _writing = new();

    private ReadTables(DataFolder folder, ReaderPool readers, FactWriter? writer)
    {
        _folder = folder;
        _readers = readers;
        _writer = writer;
    }

    /// <summary>Opens the read tables of a data folder; they can be written to if the folder is writable.</summary>
    /// <exception cref="DataFolderException">The file is missing, damaged or of a newer schema.</exception>
    public static ReadTables Open(DataFolder folder)
    {
        var readers = new ReaderPool(Database.ReadTables, folder);
        readers.Probe();
        return new ReadTables(
            folder, readers, folder.IsWritable ? Database.ReadTables.Open(folder, c => new FactWriter(c)) : null);
    }

    /// <summary>Ordering number of the last event applied; 0 at first.</summary>
    public long Offset => Query("SELECT value FROM journal_offset", r => r.GetInt64(0)).Single();

    /// <summary>
    /// Applies facts and the offset of the last of them in one transaction. Facts at or below <see cref="Offset"/> must
    /// not be given again; a repeated (run, device, attempt) is nevertheless without effect.
    /// </summary>
    /// <exception cref="InvalidOperationException">The folder was opened for reading.</exception>
    /// <exception cref="ArgumentException">A fact says of a command neither that it was collected nor that it failed.</exception>
    public void Apply(IReadOnlyList<CollectionFact> facts, long offset)
    {
        if (_writer is null)
        {
            throw new InvalidOperationException("The read tables were opened for reading.");
        }

        lock (_writing)
        {
            try
            {
                _writer.Apply(facts, offset);
            }
            catch (SqliteException e)
            {
                throw Unavailable(e);
            }
        }
    }

    /// <summary>All runs, newest first.</summary>
    public IReadOnlyList<RunRow> Runs() => Runs("ORDER BY started DESC, id DESC");

    /// <summary>
    /// A run by its id, by an unambiguous beginning of it, or the newest for <c>latest</c>; <see langword="null"/> when
    /// there is none or more than one.
    /// </summary>
    public RunRow? FindRun(string id)
    {
        if (id == "latest")
        {
            return Runs("ORDER BY started DESC, id DESC LIMIT 1").SingleOrDefault();
        }

        var found = Runs("WHERE $1 <> '' AND substr(name, 1, length($1)) = $1", id);
        return found.SingleOrDefault(r => r.Id == id) ?? (found.Count == 1 ? found[0] : null);
    }

    /// <summary>A run's devices that have failed commands, grouped by failure class, largest first.</summary>
    public IReadOnlyList<FailureGroup> Failures(string run) => Query(
        """
        SELECT coalesce(f.failure, s.failure) AS class, count(DISTINCT s.device) AS devices, count(*) AS outputs,
            d.name, iif(f.failure IS NULL, s.reason, f.reason), min(d.key)
        FROM session s JOIN device d ON d.id = s.device
        JOIN result r ON r.session = s.id AND r.version = 0
        LEFT JOIN failure f ON f.session = r.session AND f.command = r.command
        WHERE s.run = (SELECT id FROM run WHERE name = $1)
        GROUP BY class ORDER BY devices DESC, outputs DESC, class
        """,
        r => new FailureGroup(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), r.Text(4)),
        run).ToList();

    /// <summary>The (device, command) pairs of a run that have their outcome, by device (compared without regard to case).</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Settled(string run)
    {
        var commands = Query("SELECT id, text FROM command", r => (r.GetInt64(0), r.GetString(1)))
            .ToDictionary(c => c.Item1, c => c.Item2);
        var devices = new Dictionary<string, IReadOnlySet<string>>(StringComparer.OrdinalIgnoreCase);
        var (device, settled) = (0L, new HashSet<string>());
        foreach (var (id, name, command) in Query(
            """
            SELECT d.id, d.name, r.command FROM session s JOIN device d ON d.id = s.device JOIN result r ON r.session = s.id
            WHERE s.run = (SELECT id FROM run WHERE name = $1) ORDER BY s.device
            """,
            r => (r.GetInt64(0), r.GetInt64(0) == device ? null : r.GetString(1), r.GetInt64(2)),
            run))
        {
            if (name is not null)
            {
                device = id;
                devices[name] = settled = [];
            }

            settled.Add(commands[command]);
        }

        return devices;
    }

    /// <summary>Every outcome of a run, by device and command; for <c>runs show</c>, exports and verification.</summary>
    public IEnumerable<OutcomeRow> Outcomes(string run) => Query(
        """
        SELECT d.name, c.text, coalesce(v.hash, f.hash), coalesce(v.bytes, f.bytes, 0), s.ended - r.before_end,
            iif(r.version > 0, NULL, coalesce(f.failure, s.failure)),
            iif(r.version > 0, NULL, iif(f.failure IS NULL, s.reason, f.reason))
        FROM session s JOIN device d ON d.id = s.device
        JOIN result r ON r.session = s.id
        JOIN command c ON c.id = r.command
        LEFT JOIN version v ON v.device = s.device AND v.command = r.command AND v.number = r.version
        LEFT JOIN failure f ON f.session = r.session AND f.command = r.command
        WHERE s.run = (SELECT id FROM run WHERE name = $1)
        ORDER BY d.key, c.text
        """,
        r => new OutcomeRow(
            r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.Hash(2), r.GetInt64(3), r.Time(4), r.Text(5), r.Text(6)),
        run);

    /// <summary>Every output that an event names: versions, the answers of rejected commands, and the plans of runs.</summary>
    public IEnumerable<OutputHash> References() => Query(
        """
        SELECT hash FROM version
        UNION ALL SELECT hash FROM failure WHERE hash IS NOT NULL
        UNION ALL SELECT plan FROM run WHERE plan IS NOT NULL
        """,
        r => r.Hash(0));

    /// <summary>All devices ever seen, by name.</summary>
    public IReadOnlyList<DeviceRow> Devices() => Query(
        """
        SELECT d.name, d.site, d.platform, d.host, d.port, d.last_session, d.last_success, d.failure, d.reason,
            d.failures_in_a_row, q.since, q.until, q.level, q.failure, q.reason
        FROM device d LEFT JOIN quarantine q ON q.device = d.id ORDER BY d.key
        """,
        r => new DeviceRow(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4),
            r.IsDBNull(5) ? null : r.Time(5), r.IsDBNull(6) ? null : r.Time(6), r.Text(7), r.Text(8), r.GetInt32(9),
            r.IsDBNull(10)
                ? null
                : new QuarantineRow(r.Time(10), r.Time(11), r.GetInt32(12), r.GetString(13), r.GetString(14)))).ToList();

    /// <summary>The names of the devices whose last session failed.</summary>
    public IReadOnlySet<string> FailingDevices() =>
        Query("SELECT name FROM device WHERE failure IS NOT NULL", r => r.GetString(0))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The credentials that are paused, by name.</summary>
    public IReadOnlyList<PausedCredentialRow> PausedCredentials() => Query(
        "SELECT name, paused_at, rejections, reason FROM credential ORDER BY name",
        r => new PausedCredentialRow(r.GetString(0), r.Time(1), r.GetInt32(2), r.GetString(3))).ToList();

    /// <summary>
    /// The collected output of a command: of a run, as of a moment, or the latest if neither is given;
    /// <see langword="null"/> when there is none. Of a run, it has the moment at which that run collected it; otherwise
    /// the moment and run in which it was first seen.
    /// </summary>
    public OutputVersion? FindOutput(string device, string command, string? run = null, DateTimeOffset? at = null) =>
        run is null
            ? Versions(device, command, "AND v.at <= $3 ORDER BY v.number DESC LIMIT 1", (at ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds())
                .SingleOrDefault()
            : Query(
                """
                SELECT d.name, c.text, v.hash, v.bytes, s.ended - r.before_end, n.name
                FROM run n JOIN session s ON s.run = n.id
                JOIN device d ON d.id = s.device
                JOIN result r ON r.session = s.id
                JOIN command c ON c.id = r.command
                JOIN version v ON v.device = s.device AND v.command = r.command AND v.number = r.version
                WHERE d.key = $1 AND c.text = $2 AND n.name = $3
                """,
                ReadVersion,
                DeviceKey(device), command, run).SingleOrDefault();

    /// <summary>The latest output of each command of a device.</summary>
    public IReadOnlyDictionary<string, OutputHash> LatestOutputs(string device) => Query(
        """
        SELECT c.text, (SELECT hash FROM version v WHERE v.device = d.id AND v.command = c.id ORDER BY number DESC LIMIT 1) AS hash
        FROM device d, command c WHERE d.key = $1 AND hash IS NOT NULL
        """,
        r => (Command: r.GetString(0), Output: r.Hash(1)),
        DeviceKey(device)).ToDictionary(latest => latest.Command, latest => latest.Output);

    /// <summary>The distinct successive outputs of a command, oldest first: one entry for each change.</summary>
    public IReadOnlyList<OutputVersion> Versions(string device, string command) =>
        Versions(device, command, "ORDER BY v.number").ToList();

    /// <summary>The commands that a device has outputs of.</summary>
    public IReadOnlyList<string> Commands(string device) => Query(
        """
        SELECT c.text FROM device d JOIN version v ON v.device = d.id AND v.number = 1 JOIN command c ON c.id = v.command
        WHERE d.key = $1 ORDER BY c.text
        """,
        r => r.GetString(0),
        DeviceKey(device)).ToList();

    /// <inheritdoc/>
    public void Dispose()
    {
        // The last to close empties the WAL, which a reader may not do.
        _readers.Dispose();
        _writer?.Dispose();
    }

    /// <summary>What a device is found by, so that names are compared as inventories compare them.</summary>
    internal static string DeviceKey(string device) => device.ToUpperInvariant();

    private List<RunRow> Runs(string rest, params object[] values) => Query(
        $"""
        SELECT name, state, started, ended, source, plan, devices, expected, collected, failed, bytes FROM run {rest}
        """,
        r =>
        {
            var state = (RunState)r.GetInt32(1);
            var (collected, failed) = (r.GetInt32(8), r.GetInt32(9));
            var expected = Math.Max(r.GetInt32(7), collected + failed);
            var open = expected - collected - failed;
            return new RunRow(
                r.GetString(0),
                state,
                r.Time(2),
                r.IsDBNull(3) ? null : r.Time(3),
                r.GetString(4),
                r.IsDBNull(5) ? default : r.Hash(5),
                r.GetInt32(6),
                expected,
                collected,
                failed,
                Cancelled: state == RunState.Open ? 0 : open,
                Pending: state == RunState.Open ? open : 0,
                r.GetInt64(10));
        },
        values).ToList();

    private IEnumerable<OutputVersion> Versions(string device, string command, string rest, params object[] values) => Query(
        $"""
        SELECT d.name, c.text, v.hash, v.bytes, v.at, n.name
        FROM device d, command c
        JOIN version v ON v.device = d.id AND v.command = c.id
        JOIN session s ON s.id = v.session
        JOIN run n ON n.id = s.run
        WHERE d.key = $1 AND c.text = $2 {rest}
        """,
        ReadVersion,
        [DeviceKey(device), command, .. values]);

    private static OutputVersion ReadVersion(SqliteDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.Hash(2), r.GetInt64(3), r.Time(4), r.GetString(5));

    /// <summary>Reads row by row, so that a large result is not held in memory.</summary>
    private IEnumerable<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        using var lease = _readers.Rent();
        using var command = lease.Connection.Command(sql, values);
        using var reader = Guard(command.ExecuteReader);
        while (Guard(reader.Read))
        {
            yield return read(reader);
        }
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            throw Unavailable(e);
        }
    }

    private StoreUnavailableException Unavailable(SqliteException e) =>
        new(Database.ReadTables.Describe(e, _folder.ReadTablesFile), e);
}
