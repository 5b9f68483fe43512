using Spectre.Console;

namespace NBomber.Reporting;

/// <summary>The report for a terminal; without colours, for a text file.</summary>
internal static class ConsoleReport
{
    private const int TextWidth = 160;

    /// <summary>Prints a report.</summary>
    public static void Print(TestReport report)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = TextWidth;
        }

        Print(report, AnsiConsole.Console);
    }

    /// <summary>The report as text.</summary>
    public static string Text(TestReport report)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = TextWidth;
        Print(report, console);
        return writer.ToString();
    }

    private static void Print(TestReport report, IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine(report.Title, new Style(decoration: Decoration.Bold));
        foreach (var remark in report.Remarks)
        {
            console.WriteLine(remark);
        }

        foreach (var table in report.Scenarios.SelectMany(s => ReportTable.Of(s.Stats)))
        {
            console.WriteLine();
            console.Write(Of(table));
        }
    }

    private static Table Of(ReportTable table)
    {
        var view = new Table().Border(TableBorder.Rounded).Title(new TableTitle(Markup.Escape(table.Title)));
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(table.Columns[i]));
            view.AddColumn(table.IsText(i) ? column : column.RightAligned().NoWrap());
        }

        foreach (var row in table.Rows)
        {
            view.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        return view;
    }
}
