using System.Globalization;
using System.Text;

namespace NBomber.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Colour">The CSS variable of its colour.</param>
/// <param name="Points">Its points in order of time; one without a value interrupts it.</param>
internal sealed record ChartLine(string Name, string Colour, IReadOnlyList<(TimeSpan At, double? Value)> Points);

/// <summary>Draws lines over time as SVG, to stand in a page.</summary>
internal static class Chart
{
    private const int Width = 900;
    private const int Height = 240;
    private const int Left = 70;
    private const int Right = 15;
    private const int Top = 30;
    private const int Bottom = 30;
    private const int Ticks = 4;

    /// <summary>The chart.</summary>
    public static string Svg(string title, IReadOnlyList<ChartLine> lines)
    {
        var last = lines.SelectMany(l => l.Points).Select(p => p.At).DefaultIfEmpty().Max();
        var end = Math.Max(1, last.TotalSeconds);
        var top = RoundUp(lines.SelectMany(l => l.Points).Max(p => p.Value) ?? 0);
        var svg = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"16\">{title}</text>\n");
        AppendLegend(svg, lines);
        for (var i = 0; i <= Ticks; i++)
        {
            var y = Y(top * i / Ticks, top);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{top * i / Ticks:#,##0.##}</text>\n");
            var x = X(end * i / Ticks, end);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Moment(end * i / Ticks)}</text>\n");
        }

        foreach (var line in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line\" style=\"stroke: var({line.Colour})\" d=\"{Path(line, end, top)}\"/>\n");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The least of 1, 2, 2.5 and 5 times a power of ten that is not less: an axis with ticks that can be read.</summary>
    internal static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(n => n * power).First(n => n >= value * (1 - 1e-9));
    }

    private static void AppendLegend(StringBuilder svg, IReadOnlyList<ChartLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var x = Width - Right - ((lines.Count - i) * 80);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"12\" x2=\"{x + 18}\" y2=\"12\" stroke-width=\"3\" style=\"stroke: var({lines[i].Colour})\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 24}\" y=\"16\">{lines[i].Name}</text>\n");
        }
    }

    private static string Path(ChartLine line, double end, double top)
    {
        var path = new StringBuilder();
        var isDown = false;
        foreach (var (at, value) in line.Points)
        {
            if (value is { } y)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{X(at.TotalSeconds, end):0.#} {Y(y, top):0.#}");
                // A point between two gaps is a dot, which takes a line of some length.
                path.Append(isDown ? "" : "h.5");
            }

            isDown = value is not null;
        }

        return path.ToString();
    }

    private static double X(double seconds, double end) => Left + ((Width - Left - Right) * seconds / end);

    private static double Y(double value, double top) => Height - Bottom - ((Height - Top - Bottom) * value / top);

    private static string Moment(double seconds) =>
        TimeSpan.FromSeconds(Math.Round(seconds)).ToString(seconds >= 3600 ? "h\\:mm\\:ss" : "m\\:ss", CultureInfo.InvariantCulture);
}
