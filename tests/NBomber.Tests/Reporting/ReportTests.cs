using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Measuring;
using NBomber.Reporting;

namespace NBomber.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_page_needs_nothing_from_elsewhere_and_keeps_names_as_text()
    {
        var html = HtmlReport.Text(Report("<script>alert('x')</script> & more"));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<svg ").Length - 1);
        Assert.Contains("interrupted by SIGINT", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_interrupts_its_line_where_there_is_no_value()
    {
        var svg = Chart.Svg("t", [new ChartLine("l", "--ok", [(Second, 1.0), (2 * Second, null), (3 * Second, 2.0), (4 * Second, 2.0)])]);

        var path = svg.Split(" d=\"")[1].Split('"')[0];
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.Equal(1, path.Count(c => c == 'L'));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.3, 0.5)]
    [InlineData(1, 1)]
    [InlineData(1.01, 2)]
    [InlineData(240, 250)]
    [InlineData(999, 1000)]
    public void An_axis_ends_at_a_number_that_can_be_divided(double value, double top) =>
        Assert.Equal(top, Chart.RoundUp(value), 9);

    [Fact]
    public void Markdown_keeps_its_tables_whole()
    {
        var lines = MarkdownReport.Text(Report("a|b\nc")).Split('\n', StringSplitOptions.TrimEntries);

        Assert.Contains(lines, l => l.StartsWith("# suite: a\\|b c", StringComparison.Ordinal));
        var table = lines.Where(l => l.StartsWith('|')).ToList();
        Assert.Contains("| iterations | ok | 2 | 2 |", table[2], StringComparison.Ordinal);
        Assert.Contains(table, l => l.Contains("no \\| route", StringComparison.Ordinal));
    }

    [Fact]
    public void Comma_separated_values_have_as_many_values_as_columns()
    {
        var lines = CsvReport.Text(Report("a \"b\", c")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("test_suite,test_name,scenario,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("suite,\"a \"\"b\"\", c\",", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Equal(lines[0].Count(c => c == ','), lines[2].Count(c => c == ',') - 1);
    }

    [Fact]
    public void Text_has_no_colours_and_all_figures()
    {
        var text = ConsoleReport.Text(Report("test"));

        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("global step", text, StringComparison.Ordinal);
        Assert.Contains("no | route", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_forms_that_were_asked_for_are_written()
    {
        var folder = Directory.CreateTempSubdirectory("nbomber-").FullName;
        try
        {
            var files = ReportWriter.Write(Report("test"), Path.Combine(folder, "deep"), [ReportFormat.Md, ReportFormat.Html]);

            Assert.Equal([ReportFormat.Md, ReportFormat.Html], files.Select(f => f.ReportFormat));
            Assert.All(files, f => Assert.Equal(f.ReportContent, File.ReadAllText(f.FilePath)));
            Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "deep")).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TestReport Report(string test)
    {
        var recorder = new Recorder(2 * Second);
        recorder.AddIteration(Response.Ok(sizeBytes: 7), 0.1 * Second, 0.5 * Second);
        recorder.AddIteration(Response.Ok(sizeBytes: 9), 0.2 * Second, 0.6 * Second);
        recorder.AddIteration(Response.Fail(statusCode: "404", message: "no | route"), 0.3 * Second, 1.5 * Second);
        recorder.AddStep("global step", Response.Ok(), Second);
        var stats = recorder.ToStats("scenario", OperationType.Complete, Second);
        return new TestReport(
            DateTimeOffset.UnixEpoch,
            new NodeStats(
                [stats],
                new NodeInfo("machine", OperationType.Complete, "os", ".NET", "X64", 2, "1.0.0"),
                new TestInfo("id", "suite", test),
                [],
                stats.AllRequestCount,
                stats.AllOkCount,
                stats.AllFailCount,
                stats.AllBytes,
                Second),
            [new ScenarioReport(stats, recorder.TimelineUntil(2 * Second))],
            ["interrupted by SIGINT"]);
    }
}
