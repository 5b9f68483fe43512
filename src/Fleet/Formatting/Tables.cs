using Spectre.Console;

namespace Fleet.Formatting;

/// <summary>Tables as the commands print them: columns apart by blanks, no lines.</summary>
internal static class Tables
{
    /// <summary>A table; a heading that begins with <c>&gt;</c> is of a column of figures, aligned to the right.</summary>
    public static Table Create(params string[] headings)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            var figures = heading.StartsWith('>');
            table.AddColumn(new TableColumn(new Text(heading.TrimStart('>'), new Style(decoration: Decoration.Dim)))
            {
                Alignment = figures ? Justify.Right : Justify.Left,
                NoWrap = figures,
                Padding = new Padding(0, 0, 2, 0),
            });
        }

        return table;
    }

    /// <summary>Adds a row of untrusted texts.</summary>
    public static void Add(this Table table, params string?[] cells) =>
        table.AddRow(cells.Select(c => new Text(SafeText.Line(c))));

    /// <summary>Adds a row of untrusted texts, each with its style.</summary>
    public static void Add(this Table table, params (string? Text, Style? Style)[] cells) =>
        table.AddRow(cells.Select(c => new Text(SafeText.Line(c.Text), c.Style)));
}
