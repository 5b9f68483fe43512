using NBomber.Contracts.Stats;
using NBomber.Running;

namespace NBomber.Reporting;

/// <summary>Writes reports to files.</summary>
internal static class ReportWriter
{
    /// <summary>Writes a report in each form, and says where. A file that cannot be written is said, too.</summary>
    public static ReportFile[] Write(TestReport report, string folder, IReadOnlyList<ReportFormat> formats)
    {
        var files = new List<ReportFile>();
        foreach (var format in formats)
        {
            var path = Path.GetFullPath(Path.Combine(
                folder, $"nbomber_report_{report.Began:yyyy-MM-dd--HH-mm-ss}.{format.ToString().ToLowerInvariant()}"));
            try
            {
                Directory.CreateDirectory(folder);
                var content = Content(report, format);
                File.WriteAllText(path, content);
                files.Add(new ReportFile(path, format, content));
                Progress.Say($"report: {path}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Progress.Say($"the report {path} could not be written: {e.Message}");
            }
        }

        return [.. files];
    }

    private static string Content(TestReport report, ReportFormat format) => format switch
    {
        ReportFormat.Txt => ConsoleReport.Text(report),
        ReportFormat.Html => HtmlReport.Text(report),
        ReportFormat.Csv => CsvReport.Text(report),
        ReportFormat.Md => MarkdownReport.Text(report),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "there is no such form of a report"),
    };
}
