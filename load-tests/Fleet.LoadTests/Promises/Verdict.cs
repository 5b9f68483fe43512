using Fleet.LoadTests.CommandLine;
using Spectre.Console;

namespace Fleet.LoadTests.Promises;

/// <summary>What is said in the end.</summary>
internal static class Verdict
{
    /// <summary>Prints the table of promises.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(string test, IReadOnlyList<Promise> promises, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(new TableTitle($"{Markup.Escape(test)}: thresholds"));
        table.AddColumns(
            new TableColumn("what"),
            new TableColumn("threshold").RightAligned(),
            new TableColumn("measured").RightAligned(),
            new TableColumn(""));
        foreach (var promise in promises)
        {
            table.AddRow(
                new Text(promise.Name),
                new Text(promise.Bound),
                new Text(promise.Measured),
                promise.IsKept switch
                {
                    true => new Text("kept", new Style(Color.Green)),
                    false => new Text("MISSED", new Style(Color.Red, decoration: Decoration.Bold)),
                    null => Text.Empty,
                });
        }

        console.WriteLine();
        console.Write(table);
        return promises.Any(p => p.IsKept == false) ? ExitCode.Missed : ExitCode.Kept;
    }
}
