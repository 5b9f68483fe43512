using Fleet.Farming;
using Spectre.Console.Testing;

namespace Fleet.Tests.Farming;

public class FarmViewTests
{
    private static readonly FarmFiguresJson Figures = new(
        Devices: 2000, Epoch: 2, ElapsedSeconds: 95, Open: 48, Accepted: 1234, AcceptedPerSecond: 61.4, TurnedAway: 3, LoggedIn: 1200,
        LoginsRefused: 30, ProtocolErrors: 1, BytesReceived: 5, BytesSent: 98_700_000, Away: 4, AaaLoggedIn: 40, AaaRefused: 7,
        Faults: Enumerable.Range(1, 10).ToDictionary(i => $"fault-{i}", i => (long)i), CpuSeconds: 2, PeakRssMb: 100);

    [Fact]
    public void The_picture_shows_every_figure_and_the_most_frequent_faults()
    {
        using var console = new TestConsole();
        console.Profile.Width = 100;
        console.Write(FarmView.Picture(Figures));

        Assert.Matches(@"sessions open +48 +logged in +1,200 +elapsed +1 min 35 s", console.Output);
        Assert.Matches(@"accepted +1,234 +logins refused +30 +epoch +2", console.Output);
        Assert.Matches(@"rate +61/s +by AAA +7 +devices away +4 of 2,000", console.Output);
        Assert.Matches(@"sent +98\.7 MB +turned away +3 +protocol errors +1", console.Output);
        Assert.Matches(@"fault-10 +10\n +?fault-9|fault-10 +10 *\nfault-9 +9", console.Output);
        Assert.Contains("and 2 others", console.Output);
        Assert.DoesNotContain("fault-2 ", console.Output);
    }

    [Fact]
    public void The_line_shows_what_matters() => Assert.Equal(
        "48 sessions open of 1,234; 1,200 logged in, 30 logins refused; 98.7 MB sent; 55 faults played", FarmView.Line(Figures));
}
