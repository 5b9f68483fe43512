using Fleet.Collecting;
using Fleet.CommandLine;
using Fleet.Commands;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;

namespace Fleet.Farming;

/// <summary>Shows one output of a demo's store, and one that has changed.</summary>
internal static class DemoShowcase
{
    private const int LinesShown = 12;
    private const int DevicesLookedAt = 30;

    /// <summary>Shows them.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="say">Prints what is shown next.</param>
    public static async Task ShowAsync(Terminal terminal, string data, Action<string> say)
    {
        await using var store = StoreReader.Open(data);
        var devices = store.Tables.Devices().Where(d => d.Failure is null && d.Platform == "cisco_iosxe").Take(DevicesLookedAt).ToList();
        if (devices.Count == 0 || store.Tables.FindOutput(devices[0].Name, "show version") is not { } version)
        {
            return;
        }

        say($"One output of the {Figures.Count(store.Tables.Runs().Sum(r => r.Collected))}, its first lines:");
        Command(terminal, $"fleet output {version.Device} {version.Command}", data);
        foreach (var line in RawBytes.Decode(store.Bytes(version)).Split('\n').Take(LinesShown))
        {
            terminal.PrintLine(line);
        }

        if (devices.SelectMany(d => Changes(store, d.Name)).MinBy(c => c.Diff.Lines.Count) is { } change)
        {
            say("A version is kept of everything that changes. One change of many:");
            Command(terminal, $"fleet diff {change.To.Device} {change.To.Command}", data);
            DiffCommand.Print(terminal, change.From, change.To, change.Diff);
        }

        terminal.Flush();
    }

    private static IEnumerable<Change> Changes(StoreReader store, string device) =>
        from command in store.Tables.Commands(device)
        let versions = store.Tables.Versions(device, command)
        where versions.Count > 1
        let diff = UnifiedDiff.Of(RawBytes.Decode(store.Bytes(versions[^2])), RawBytes.Decode(store.Bytes(versions[^1])))
        where diff.Added > 1 && diff.Removed > 1
        select new Change(versions[^2], versions[^1], diff);

    private static void Command(Terminal terminal, string line, string data)
    {
        terminal.PrintLine($"$ {line} --data {CollectRequest.Quote(data)}", Styles.Quiet);

        // What follows may be written as bytes.
        terminal.Flush();
    }

    private sealed record Change(OutputVersion From, OutputVersion To, UnifiedDiff Diff);
}
