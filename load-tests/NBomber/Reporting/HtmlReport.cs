using System.Net;
using System.Text;

namespace NBomber.Reporting;

/// <summary>The report as a page that needs nothing else: tables, and charts as SVG, for light and dark screens.</summary>
internal static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --faint: #d1d9e0; --quiet: #59636e;
          --ok: #1a7f37; --fail: #cf222e; --low: #0969da; --middle: #9a6700; --high: #8250df; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --paper: #0d1117; --faint: #30363d; --quiet: #9198a1;
            --ok: #3fb950; --fail: #f85149; --low: #58a6ff; --middle: #d29922; --high: #bc8cff; } }
        body { color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif; max-width: 75rem;
          margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
        .remark { color: var(--quiet); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: 1rem 0 .4rem; }
        th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--faint); text-align: left; }
        th { color: var(--quiet); font-weight: 500; }
        .number { text-align: right; white-space: nowrap; }
        svg { width: 100%; height: auto; margin-top: 1rem; }
        svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
        svg .title { fill: var(--ink); font-weight: 600; font-size: 13px; }
        svg .grid { stroke: var(--faint); stroke-width: 1; }
        svg .line { fill: none; stroke-width: 1.75; stroke-linejoin: round; }
        """;

    /// <summary>The page.</summary>
    public static string Text(TestReport report)
    {
        var html = new StringBuilder();
        html.AppendLine("<!doctype html>").AppendLine("<html lang=\"en\">").AppendLine("<head>").AppendLine("<meta charset=\"utf-8\">");
        html.AppendLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Append("<title>").Append(Encode(report.Title)).AppendLine("</title>");
        html.AppendLine("<style>").AppendLine(Style).AppendLine("</style>").AppendLine("</head>").AppendLine("<body>");
        html.Append("<h1>").Append(Encode(report.Title)).AppendLine("</h1>");
        foreach (var remark in report.Remarks)
        {
            html.Append("<p class=\"remark\">").Append(Encode(remark)).AppendLine("</p>");
        }

        foreach (var scenario in report.Scenarios)
        {
            html.Append("<h2>").Append(Encode(scenario.Stats.ScenarioName)).AppendLine("</h2>");
            Append(html, scenario);
        }

        return html.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    private static void Append(StringBuilder html, ScenarioReport scenario)
    {
        var points = scenario.Timeline;
        html.AppendLine(Chart.Svg("Iterations a second",
        [
            new ChartLine("ok", "--ok", [.. points.Select(p => (p.At, (double?)p.OkPerSecond))]),
            new ChartLine("failed", "--fail", [.. points.Select(p => (p.At, (double?)p.FailPerSecond))]),
        ]));
        html.AppendLine(Chart.Svg("Latency in ms of the iterations that ended then",
        [
            new ChartLine("50 %", "--low", [.. points.Select(p => (p.At, p.Percent50))]),
            new ChartLine("95 %", "--middle", [.. points.Select(p => (p.At, p.Percent95))]),
            new ChartLine("99 %", "--high", [.. points.Select(p => (p.At, p.Percent99))]),
        ]));
        foreach (var table in ReportTable.Of(scenario.Stats))
        {
            Append(html, table);
        }
    }

    private static void Append(StringBuilder html, ReportTable table)
    {
        html.Append("<div class=\"wide\"><table><caption>").Append(Encode(table.Title)).AppendLine("</caption>");
        AppendRow(html, table, table.Columns, "th");
        foreach (var row in table.Rows)
        {
            AppendRow(html, table, row, "td");
        }

        html.AppendLine("</table></div>");
    }

    private static void AppendRow(StringBuilder html, ReportTable table, IReadOnlyList<string> cells, string element)
    {
        html.Append("<tr>");
        for (var i = 0; i < cells.Count; i++)
        {
            html.Append('<').Append(element).Append(table.IsText(i) ? ">" : " class=\"number\">")
                .Append(Encode(cells[i])).Append("</").Append(element).Append('>');
        }

        html.AppendLine("</tr>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
