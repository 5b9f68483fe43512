using System.Security.Cryptography;
using Fleet.Chaos.Preload;
using Fleet.Chaos.Rounds;
using Fleet.Lab;
using Microsoft.Data.Sqlite;

namespace Fleet.Chaos.Disturbances;

/// <summary>Disks that are full or broken, and files that others hold.</summary>
internal static class Disks
{
    private const int DiskKibibytes = 64 << 10;

    private static readonly string[] Databases = ["journal.db", "outputs.db", "read.db", "snapshots.db"];

    /// <summary>Whether file systems can be mounted.</summary>
    public static Lazy<bool> CanMount { get; } = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("fleet-chaos-");
        try
        {
            Mount.Small(folder.FullName, kibibytes: 64).Dispose();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
        finally
        {
            folder.Delete();
        }
    });

    /// <summary>Something else fills the disk, and some seconds later makes room again, whether the collector waited or ended.</summary>
    public static async Task FullAsync(Round round)
    {
        var disk = Path.GetDirectoryName(round.Data)!;
        round.Keep(Mount.Small(disk, DiskKibibytes));
        var collector = round.Start();
        await Moments.AmidAsync(round, collector);
        var filler = Path.Combine(disk, "filler");
        Fill(filler);
        await OutlastAsync(round, collector, round.Random.Seconds(0.5, 5));
        File.Delete(filler);
        await collector.EndAsync();
    }

    /// <summary>Every write fails for some seconds: for want of space, or as on a broken disk.</summary>
    public static async Task FailingAsync(Round round)
    {
        var error = round.Random.Next(2) == 0 ? DiskError.NoSpace : DiskError.InputOutput;
        var collector = round.Start(preload: true);
        await Moments.AmidAsync(round, collector);
        collector.Preloaded!.SetError(error);
        await OutlastAsync(round, collector, round.Random.Seconds(0.3, 5));
        collector.Preloaded.SetError(DiskError.None);
        await collector.EndAsync();
    }

    /// <summary>
    /// A backup or an SQLite shell holds a database, for less or more time than the collector waits for it. One time in
    /// three already when a collector starts that is to go on with a run.
    /// </summary>
    public static async Task LockedAsync(Round round)
    {
        var isAtStart = round.Random.Next(3) == 0;
        var file = Databases[round.Random.Next(Databases.Length)];
        var time = round.Random.Seconds(0.5, round.Plan.IsQuick ? 2 : 9);
        var collector = round.Start();
        await Moments.AmidAsync(round, collector);
        if (isAtStart)
            await collector.KillAsync();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(round.Data, file)};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "BEGIN EXCLUSIVE");
            if (isAtStart)
                collector = round.Start();
            await OutlastAsync(round, collector, time);
            Execute(connection, "ROLLBACK");
        }

        await collector.EndAsync();
    }

    /// <summary>
    /// The trouble lasts, and the collector waits or ends with an error. One time in three it is killed in the end, as by
    /// somebody who lost patience.
    /// </summary>
    private static async Task OutlastAsync(Round round, Collector collector, TimeSpan time)
    {
        var isKilled = round.Random.Next(3) == 0;
        var ended = await collector.EndsWithinAsync(time);
        round.Count(!ended || collector.ExitCode == 1);
        if (isKilled && !ended)
            await collector.KillAsync();
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 20; size >= 512;)
        {
            try
            {
                file.Write(RandomNumberGenerator.GetBytes(size));
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
