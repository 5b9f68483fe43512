using System.Globalization;
using Fleet.Lab;
using Microsoft.Data.Sqlite;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Data folders that are damaged, of another version, in use, or not to be written to.</summary>
public sealed class StoreFaultTests(GoodStore good)
{
    private const string Restore = "Stop fleet and restore the whole data folder from a backup.";
    private const string Refill = "Stop fleet and delete read.db with its -wal and -shm files: it is filled again from the journal by the next `fleet collect`.";
    private const string Recover = "Stop fleet and delete snapshots.db with its -wal and -shm files: the actors then recover from the journal alone.";

    /// <summary>What is done to which file, and what <c>fleet collect</c> says.</summary>
    public static TheoryData<Damage, string, string> Table => new()
    {
        { Damage.Format2, "format", "The data folder {folder}/data was written by a newer version of fleet (format 2, this one reads up to 1): use that version, or another folder with --data." },
        { Damage.GarbageHeader, "format", "The file `format` of the data folder {folder}/data is damaged: it should hold one number, the format's version (1 for this version of fleet). Restore it from a backup." },
        { Damage.Missing, "format", "{folder}/data is no data folder of fleet and not empty (it holds `known_hosts`): name a new or empty folder with --data." },
        { Damage.Missing, "journal.db", "{folder}/data/journal.db is missing. " + Restore },
        { Damage.Empty, "journal.db", "{folder}/data/journal.db is empty. " + Restore },
        { Damage.GarbageHeader, "journal.db", "{folder}/data/journal.db is damaged. " + Restore },
        { Damage.Truncated, "journal.db", "{folder}/data/journal.db is damaged. " + Restore },
        { Damage.Overwritten, "journal.db", "{folder}/data/journal.db is damaged. " + Restore },
        { Damage.Missing, "outputs.db", "{folder}/data/outputs.db is missing. " + Restore },
        { Damage.Empty, "outputs.db", "{folder}/data/outputs.db is empty. " + Restore },
        { Damage.GarbageHeader, "outputs.db", "{folder}/data/outputs.db is damaged. " + Restore },
        { Damage.Truncated, "outputs.db", "{folder}/data/outputs.db is damaged. " + Restore },
        { Damage.Overwritten, "outputs.db", "{folder}/data/outputs.db is damaged. " + Restore },
        { Damage.Schema99, "outputs.db", "{folder}/data/outputs.db was written by a newer version of fleet (schema 99, this one reads up to 2): use that version." },
        { Damage.GarbageHeader, "read.db", "{folder}/data/read.db is damaged. " + Refill },
        { Damage.Truncated, "read.db", "{folder}/data/read.db is damaged. " + Refill },
        { Damage.Overwritten, "read.db", "{folder}/data/read.db is damaged. " + Refill },
        { Damage.Schema99, "read.db", "{folder}/data/read.db was written by a newer version of fleet (schema 99, this one reads up to 2): use that version, or delete read.db with its -wal and -shm files; the next `fleet collect` makes it again." },
        { Damage.GarbageHeader, "snapshots.db", "{folder}/data/snapshots.db is damaged. " + Recover },
        { Damage.Truncated, "snapshots.db", "{folder}/data/snapshots.db is damaged. " + Recover },
        { Damage.Overwritten, "snapshots.db", "{folder}/data/snapshots.db is damaged. " + Recover },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Damage_is_named_with_what_to_do_and_nothing_is_made_worse(Damage damage, string file, string message)
    {
        var place = await good.CopyAsync();
        var path = Path.Combine(place.Data, file);
        var whole = await File.ReadAllBytesAsync(path);
        Do(damage, path);

        await place.RefusesAsync($"fleet: {message}", "collect", "-i", "good.yaml", "--data", "data");

        // As advised: from a backup, or by deleting what can be made again.
        if (file is "read.db" or "snapshots.db")
        {
            File.Delete(path);
            Assert.Equal(0, (await place.RunAsync("collect", "-i", "good.yaml", "--data", "data")).ExitCode);
        }
        else
        {
            await File.WriteAllBytesAsync(path, whole);
        }

        await place.HoldsWhatItHeldAsync();
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("verify")]
    public async Task Commands_that_read_name_an_empty_journal(string command)
    {
        var place = await good.CopyAsync();
        Do(Damage.Empty, Path.Combine(place.Data, "journal.db"));

        await place.RefusesAsync($"fleet: {{folder}}/data/journal.db is empty. {Restore}", command, "--data", "data");
    }

    [Fact]
    public async Task A_missing_read_table_or_snapshot_is_made_again()
    {
        var place = await good.CopyAsync();
        File.Delete(Path.Combine(place.Data, "read.db"));
        File.Delete(Path.Combine(place.Data, "snapshots.db"));

        await place.HoldsWhatItHeldAsync();
    }

    [Fact]
    public async Task A_folder_that_another_process_holds_is_refused_and_that_one_goes_on()
    {
        var place = await good.CopyAsync();
        var gate = await HoldAtGateAsync(place);
        using var holder = place.Start("collect", "-i", "good.yaml", "--data", "data", "--json");
        await WaitForAsync(() => File.Exists(Path.Combine(place.Data, "holder"))
            && File.ReadAllText(Path.Combine(place.Data, "holder")).StartsWith($"{holder.Id} ", StringComparison.Ordinal));

        var second = await place.RunAsync("collect", "-i", "good.yaml", "--data", "data");
        var reader = await place.RunAsync("output", GoodStore.Device, GoodStore.Command, "--data", "data");
        await File.WriteAllTextAsync(gate, "");
        await holder.Output.CopyToAsync(Stream.Null);
        var (exitCode, error) = await holder.WaitAsync();

        Assert.Equal(
            $"fleet: The data folder {{folder}}/data is in use by process {holder.Id}: wait for it to end or stop it, or use another folder with --data.",
            place.Normalise(second.Error));
        Assert.Equal("", second.Output);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(GoodStore.Output, reader.Output);
        Assert.True(exitCode == 0, error);
        await place.HoldsWhatItHeldAsync();
    }

    [Fact]
    public async Task A_journal_that_another_process_locks_for_some_seconds_only_makes_the_run_wait()
    {
        var place = await good.CopyAsync();
        var gate = await HoldAtGateAsync(place);
        using var fleet = place.Start("collect", "-i", "good.yaml", "--data", "data", "--json");
        await WaitForAsync(() => EventsOf(place) > GoodStore.Events);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(place.Data, "journal.db")};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "BEGIN EXCLUSIVE");
            await File.WriteAllTextAsync(gate, "");
            await Task.Delay(TimeSpan.FromSeconds(4));
            Execute(connection, "ROLLBACK");
        }

        await fleet.Output.CopyToAsync(Stream.Null);
        var (exitCode, error) = await fleet.WaitAsync();

        Assert.True(exitCode == 0, error);
        await place.HoldsWhatItHeldAsync();
    }

    [Fact]
    public async Task A_read_only_file_system_can_be_read_and_is_not_written_to()
    {
        var place = await good.CopyAsync();
        using var mount = Mount.ReadOnly(place.Data);

        await place.RefusesAsync(
            "fleet: The data folder {folder}/data cannot be written to: Read-only file system : '{folder}/data/lock'",
            "collect", "-i", "good.yaml", "--data", "data");
        await place.HoldsWhatItHeldAsync();
    }

    [Fact]
    public async Task A_folder_cannot_be_made_inside_of_a_file()
    {
        var place = await good.CopyAsync();

        await place.RefusesAsync(
            "fleet: The data folder {folder}/good.yaml/data cannot be written to: Could not find a part of the path '{folder}/good.yaml/data'.",
            "collect", "-i", "good.yaml", "--data", "good.yaml/data");
    }

    public enum Damage
    {
        Missing,
        Empty,
        GarbageHeader,
        Truncated,
        Overwritten,
        Format2,
        Schema99,
    }

    private static void Do(Damage damage, string path)
    {
        switch (damage)
        {
            case Damage.Missing:
                File.Delete(path);
                return;
            case Damage.Format2:
                File.WriteAllText(path, "2\n");
                return;
            case Damage.Schema99:
                using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
                {
                    connection.Open();
                    Execute(connection, "PRAGMA user_version = 99");
                }

                return;
        }

        using var file = File.OpenWrite(path);
        switch (damage)
        {
            case Damage.Empty:
                file.SetLength(0);
                break;
            case Damage.GarbageHeader:
                file.Write("garbage garbage garbage"u8);
                break;
            case Damage.Truncated:
                file.SetLength(file.Length / 2 + 100);
                break;
            case Damage.Overwritten:
                // Every page but the first, which names the tables.
                var garbage = new byte[file.Length - 4096];
                new Random(1).NextBytes(garbage);
                file.Position = 4096;
                file.Write(garbage);
                break;
        }
    }

    /// <summary>Makes the command of the inventory wait until a file is there.</summary>
    private static async Task<string> HoldAtGateAsync(CaseFolder place)
    {
        var gate = Path.Combine(TestLab.Bash.Home, Path.GetFileName(place.Folder));
        var inventory = await File.ReadAllTextAsync(Path.Combine(place.Folder, "good.yaml"));
        place.Write("good.yaml", inventory.Replace(
            GoodStore.Command, $"until [ -e {gate} ]; do sleep 0.1; done; echo done", StringComparison.Ordinal));
        return gate;
    }

    private static long EventsOf(CaseFolder place)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(place.Data, "journal.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var until = DateTime.UtcNow.AddSeconds(60); !condition(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < until, "what was waited for did not happen");
        }
    }
}
