using Fleet.Collection.Runs;
using Fleet.Formatting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fleet.Collecting;

/// <summary>The progress of a run as a picture on the terminal.</summary>
internal static class ProgressView
{
    private const int HoldupsShown = 5;

    public static IRenderable Create(ProgressState state)
    {
        var rows = new List<IRenderable> { Heading(state), new ProgressLine(state), Counts(state) };
        if (state.Run.LatestFailures.Count > 0)
        {
            rows.Add(new Text(""));
            rows.Add(new Text("latest failures", Styles.Quiet));
            rows.Add(new FailureLines(state.Run.LatestFailures));
        }

        if (state.Permits.Holdups.Count > 0)
        {
            rows.Add(new Text(""));
            rows.Add(new Text("held up by", Styles.Quiet));
            rows.AddRange(state.Permits.Holdups.Take(HoldupsShown).Select(h => new Text(SafeText.Line(h), Styles.Warning)));
            if (state.Permits.Holdups.Count > HoldupsShown)
            {
                rows.Add(new Text($"and {Figures.Count(state.Permits.Holdups.Count - HoldupsShown)} more", Styles.Quiet));
            }
        }

        if (state.Notice is not null)
        {
            rows.Add(new Text(""));
            rows.Add(new Text(SafeText.Line(state.Notice), Styles.Warning));
        }

        return new Rows(rows);
    }

    private static Grid Heading(ProgressState state)
    {
        var grid = new Grid { Expand = true }
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(0) });
        grid.AddRow(
            new Text($"run {state.Run.Run}", Styles.Strong),
            new Text($"{Math.Floor(100 * state.Share):0} % of {Figures.Count(state.Run.Devices, "device")}", Styles.Strong));
        return grid;
    }

    private static Grid Counts(ProgressState state)
    {
        var run = state.Run;
        var grid = new Grid();
        for (var i = 0; i < 3; i++)
        {
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
            grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0, 0, 4, 0) });
        }

        grid.AddRow(
            Name("collected"), Value(Figures.Count(run.Done), Styles.Good),
            Name("in flight"), Value(state.InFlight, Styles.Active),
            Name("rate"), Value(state.DevicesPerSecond is { } rate ? $"{Figures.PerSecond(rate)}" : "-"));
        grid.AddRow(
            Name("failed"), Value(Figures.Count(run.Failed), Styles.IfAny(run.Failed, Styles.Bad)),
            Name("waiting"), Value(Figures.Count(run.Waiting)),
            Name("elapsed"), Value(Figures.Duration(run.Elapsed)));
        grid.AddRow(
            Name("outputs"), Value($"{Figures.Count(run.Outputs)} ({Figures.Bytes(run.Bytes)})"),
            Name("backing off"), Value(Figures.Count(run.BackingOff), Styles.IfAny(run.BackingOff, Styles.Warning)),
            Name("remaining"), Value(state.Remaining is { } left ? Figures.Duration(left) : "-", Styles.Strong));
        return grid;

        static Text Name(string name) => new(name, Styles.Quiet);
        static Text Value(string value, Style? style = null) => new(value, style);
    }

    /// <summary>A bar over the whole width: what was collected, what failed, what was cancelled, what is left.</summary>
    private sealed class ProgressLine(ProgressState state) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var run = state.Run;
            var total = Math.Max(1, run.Devices);
            var done = Cells(run.Done);
            var failed = Cells(run.Done + run.Failed) - done;
            var cancelled = Cells(state.Finished) - done - failed;
            yield return Part(done, Styles.Good);
            yield return Part(failed, Styles.Bad);
            yield return Part(cancelled, Styles.Warning);
            yield return Part(maxWidth - done - failed - cancelled, Styles.Quiet, left: true);
            yield return Segment.LineBreak;

            int Cells(int devices) => (int)((long)maxWidth * Math.Min(devices, total) / total);

            // Without colours, only the character tells what is left.
            Segment Part(int cells, Style style, bool left = false) =>
                new(new string(left ? (options.ColorSystem == ColorSystem.NoColors ? '·' : '━') : '━', cells), style);
        }
    }

    /// <summary>One line for each failure, however long its reason: the picture must not jump.</summary>
    private sealed class FailureLines(IReadOnlyList<RecentFailure> failures) : Renderable
    {
        private const int WidestDevice = 30;

        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var devices = Math.Min(WidestDevice, failures.Max(f => SafeText.Line(f.Device).Length));
            var classes = failures.Max(f => f.Failure.ToString().Length);
            foreach (var failure in failures)
            {
                var device = Cell(SafeText.Line(failure.Device), devices);
                var kind = Cell(failure.Failure.ToString(), classes);
                yield return new Segment(device + "  ");
                yield return new Segment(kind + "  ", failure.Final ? Styles.Bad : Styles.Warning);
                var reason = SafeText.Line(failure.Reason);
                var left = maxWidth - devices - classes - 4;
                if (left > 0)
                {
                    yield return new Segment(Cell(reason, Math.Min(left, reason.Length)), Styles.Quiet);
                }

                yield return Segment.LineBreak;
            }
        }

        private static string Cell(string text, int width) =>
            text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + '…';
    }
}
