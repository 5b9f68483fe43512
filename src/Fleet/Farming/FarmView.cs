using Fleet.CommandLine;
using Fleet.Formatting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fleet.Farming;

/// <summary>The figures of a farm for people: a picture on a terminal, or a line.</summary>
internal static class FarmView
{
    private const int MostFaults = 8;

    /// <summary>Runs work with a picture that vanishes at its end.</summary>
    public static Task RunAsync(Terminal terminal, Func<Action<FarmFiguresJson>, Task> work) =>
        terminal.Console.Live(new Text(""))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(context => work(figures => context.UpdateTarget(Picture(figures))));

    /// <summary>One line of the figures that matter.</summary>
    public static string Line(FarmFiguresJson figures)
    {
        var line = $"{Figures.Count(figures.Open)} sessions open of {Figures.Count(figures.Accepted)}; "
            + $"{Figures.Count(figures.LoggedIn)} logged in, {Figures.Count(figures.LoginsRefused)} logins refused; "
            + $"{Figures.Bytes(figures.BytesSent)} sent";
        var faults = figures.Faults.Values.Sum();
        return faults > 0 ? $"{line}; {Figures.Count(faults, "fault")} played" : line;
    }

    /// <summary>The picture.</summary>
    public static IRenderable Picture(FarmFiguresJson figures)
    {
        var rows = new List<IRenderable> { Counts(figures) };
        if (figures.Faults.Count > 0)
        {
            rows.Add(new Text(""));
            rows.Add(new Text("faults played", Styles.Quiet));
            rows.Add(Faults(figures));
        }

        rows.Add(new Text(""));
        rows.Add(new Text("Ctrl-C stops the farm.", Styles.Quiet));
        return new Rows(rows);
    }

    private static Grid Counts(FarmFiguresJson figures)
    {
        var grid = new Grid();
        for (var i = 0; i < 3; i++)
        {
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
            grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0, 0, 4, 0) });
        }

        grid.AddRow(
            Name("sessions open"), Value(Figures.Count(figures.Open), Styles.Active),
            Name("logged in"), Value(Figures.Count(figures.LoggedIn), Styles.Good),
            Name("elapsed"), Value(Figures.Duration(TimeSpan.FromSeconds(figures.ElapsedSeconds))));
        grid.AddRow(
            Name("accepted"), Value(Figures.Count(figures.Accepted)),
            Name("logins refused"), Value(Figures.Count(figures.LoginsRefused), IfAny(figures.LoginsRefused, Styles.Warning)),
            Name("epoch"), Value(Figures.Count(figures.Epoch)));
        grid.AddRow(
            Name("rate"), Value(Figures.PerSecond(figures.AcceptedPerSecond)),
            Name("by AAA"), Value(Figures.Count(figures.AaaRefused), IfAny(figures.AaaRefused, Styles.Warning)),
            Name("devices away"),
            Value($"{Figures.Count(figures.Away)} of {Figures.Count(figures.Devices)}", IfAny(figures.Away, Styles.Warning)));
        grid.AddRow(
            Name("sent"), Value(Figures.Bytes(figures.BytesSent)),
            Name("turned away"), Value(Figures.Count(figures.TurnedAway)),
            Name("protocol errors"), Value(Figures.Count(figures.ProtocolErrors), IfAny(figures.ProtocolErrors, Styles.Bad)));
        return grid;

        static Style IfAny(long count, Style style) => count > 0 ? style : Style.Plain;
    }

    private static Grid Faults(FarmFiguresJson figures)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0) });
        foreach (var (fault, count) in figures.Faults.OrderByDescending(f => f.Value).Take(MostFaults))
        {
            grid.AddRow(Value(fault), Value(Figures.Count(count), Styles.Warning));
        }

        if (figures.Faults.Count > MostFaults)
        {
            grid.AddRow(Name($"and {Figures.Count(figures.Faults.Count - MostFaults)} others"), Name(""));
        }

        return grid;
    }

    private static Text Name(string name) => new(name, Styles.Quiet);

    private static Text Value(string value, Style? style = null) => new(value, style);
}
