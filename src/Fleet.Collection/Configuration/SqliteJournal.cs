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
    public static AkkaConfigurationBuilder WithSqliteJournal(this AkkaConfigurationBuilder builder, DataFolder folder)
    {
        var config = ConfigurationFactory.ParseString($$"""
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
        return builder
            .AddHocon(config, HoconAddMode.Prepend)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

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
