using System.Data.Common;
using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Journal;

/// <summary>Where connections come from.</summary>
internal static class SqlSource
{
    /// <summary>The database of <c>provider-name</c> and <c>connection-string</c>, as Akka.Persistence.Sql names them.</summary>
    public static DbDataSource Of(Config plugin) => plugin.GetString("provider-name") switch
    {
        "SQLite.MS" => SqliteFactory.Instance.CreateDataSource(plugin.GetString("connection-string")),
        var name => throw new ConfigurationException($"provider-name is '{name}'; it should be SQLite.MS"),
    };
}
