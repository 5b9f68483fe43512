using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Fleet.Storage;

namespace Fleet.Collection.Configuration;

/// <summary>Akka.Persistence.Sql on the SQLite files of a data folder.</summary>
public static class SqliteJournal
{
    /// <summary>
    /// Adds journal, snapshot store and queries. Journal and snapshots are separate files, because SQLite locks a file as
    /// a whole; both are in WAL mode since the folder was made.
    /// </summary>
    public static AkkaConfigurationBuilder WithSqliteJournal(this AkkaConfigurationBuilder builder, DataFolder folder) => builder
        .AddHocon(ConfigurationOf(folder), HoconAddMode.Prepend)
        .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append)
        // The first to use Akka's timers blocks its thread until another one of the pool has started them. When those are
        // hundreds of actors that recover, no thread is left, and they wait some ten seconds for the pool to grow.
        .AddStartup((system, _) => system.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => { }));

    /// <summary>Which plug-ins are used on which files.</summary>
    internal static Config ConfigurationOf(DataFolder folder) => ConfigurationFactory.ParseString(
        $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              connection-string = {{Quote(folder.JournalFile)}}
              provider-name = "SQLite.MS"
              auto-initialize = true
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              connection-string = {{Quote(folder.SnapshotsFile)}}
              provider-name = "SQLite.MS"
              auto-initialize = true
            }
          }
          query.journal.sql {
            connection-string = {{Quote(folder.JournalFile)}}
            provider-name = "SQLite.MS"
          }
        }
        """);

    /// <summary>
    /// Seconds to wait for another process's lock: less than the journal's circuit breaker allows a write, so that what is
    /// said is that the file is locked, and not that it does not answer.
    /// </summary>
    private const int BusySeconds = 3;

    private static string Quote(string file)
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = BusySeconds,
        }.ToString();
        return "\"" + connection.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }
}
