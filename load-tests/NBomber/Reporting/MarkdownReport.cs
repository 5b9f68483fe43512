using System.Text;

namespace NBomber.Reporting;

/// <summary>The report in Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>The report as text.</summary>
    public static string Text(TestReport report)
    {
        var text = new StringBuilder().Append("# ").AppendLine(Escape(report.Title));
        foreach (var remark in report.Remarks)
        {
            text.AppendLine().AppendLine(Escape(remark));
        }

        foreach (var table in report.Scenarios.SelectMany(s => ReportTable.Of(s.Stats)))
        {
            text.AppendLine().Append("## ").AppendLine(Escape(table.Title)).AppendLine();
            AppendRow(text, table.Columns);
            AppendRow(text, [.. table.Columns.Select((_, i) => table.IsText(i) ? "---" : "---:")]);
            foreach (var row in table.Rows)
            {
                AppendRow(text, [.. row.Select(Escape)]);
            }
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\r' or '\n' => escaped.Append(' '),
                '|' or '*' or '_' or '`' or '<' or '[' or '\\' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
