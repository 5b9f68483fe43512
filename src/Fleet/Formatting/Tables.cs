using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fleet.Formatting;

/// <summary>Tables as the commands print them: columns apart by blanks, no lines.</summary>
internal static class Tables
{
    // A column that is narrower than this is worse to read than a line that the terminal wraps.
    private const int LeastToWrapIn = 24;

    private const int Widest = 100_000;

    /// <summary>A table, of which only the last column may be wrapped.</summary>
    /// <param name="headings">One that begins with <c>&gt;</c> is of a column of figures, aligned to the right.</param>
    public static Table Create(params string[] headings)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        for (var i = 0; i < headings.Length; i++)
        {
            var figures = headings[i].StartsWith('>');
            table.AddColumn(new TableColumn(new Text(headings[i].TrimStart('>'), new Style(decoration: Decoration.Dim)))
            {
                Alignment = figures ? Justify.Right : Justify.Left,
                NoWrap = i < headings.Length - 1,
                Padding = new Padding(0, 0, 2, 0),
            });
        }

        return table;
    }

    /// <summary>
    /// The width to draw a table in: that of the terminal if it leaves the last column room to be wrapped in; otherwise
    /// all that the table would like to have, for the terminal to wrap its lines.
    /// </summary>
    public static int WidthOf(Table table, RenderOptions options, int available)
    {
        int NaturalWidth(IRenderable renderable) => renderable.Measure(options, Widest).Max;

        var natural = NaturalWidth(table);
        var last = table.Rows.Select(row => NaturalWidth(row[table.Columns.Count - 1])).DefaultIfEmpty().Max();
        return available >= natural - last + Math.Min(last, LeastToWrapIn) ? available : natural;
    }

    /// <summary>Adds a row of untrusted texts.</summary>
    public static void Add(this Table table, params string?[] cells) =>
        table.AddRow(cells.Select(c => new Text(SafeText.Line(c))));

    /// <summary>Adds a row of untrusted texts, each with its style.</summary>
    public static void Add(this Table table, params (string? Text, Style? Style)[] cells) =>
        table.AddRow(cells.Select(c => new Text(SafeText.Line(c.Text), c.Style)));
}
