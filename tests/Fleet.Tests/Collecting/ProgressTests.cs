using Fleet.Collecting;
using Fleet.Collection.Runs;
using Fleet.Sessions;
using Spectre.Console.Testing;

namespace Fleet.Tests.Collecting;

public class ProgressTests
{
    private static readonly RunProgress Halfway = new()
    {
        Run = "20260131-142501-k7xp",
        Devices = 28_000,
        Done = 14_000,
        Failed = 280,
        InFlight = 50,
        Waiting = 13_650,
        BackingOff = 20,
        Outputs = 210_000,
        Bytes = 1_050_000_000,
        Parallelism = 50,
        Elapsed = TimeSpan.FromSeconds(95),
        LatestFailures =
        [
            new("sw\e[31m7", FailureClass.Unreachable, "no answer within 15 s", Final: false),
            new("sw8", FailureClass.AuthenticationRejected, new string('x', 300), Final: true),
        ],
    };

    [Fact]
    public void The_picture_shows_every_figure()
    {
        var text = Draw(new ProgressState(Halfway, 148.2, TimeSpan.FromSeconds(93), "Stopping."));

        Assert.Contains("run 20260131-142501-k7xp", text);
        Assert.Contains("51 % of 28,000 devices", text);
        Assert.Matches(@"collected +14,000 +in flight +50 of 50 +rate +148/s", text);
        Assert.Matches(@"failed +280 +waiting +13,650 +elapsed +1 min 35 s", text);
        Assert.Matches(@"outputs +210,000 \(1\.1 GB\) +backing off +20 +remaining +1 min 33 s", text);
        Assert.Contains("Stopping.", text);
    }

    [Fact]
    public void The_picture_keeps_its_size_and_shows_no_escape_sequence_of_a_device()
    {
        var text = Draw(new ProgressState(Halfway, null, null));

        Assert.Matches(@"sw\^\[\[31m7 +Unreachable +no answer within 15 s\n", text);
        Assert.Matches("sw8 +AuthenticationRejected +x+…\n", text);
        Assert.DoesNotContain('\e', text);
        Assert.Equal(9, text.TrimEnd('\n').Split('\n').Length);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData(0, 0, 0, 10)]
    [InlineData(10, 0, 0, 10)]
    [InlineData(3, 4, 3, 10)]
    [InlineData(0, 0, 0, 0)]
    public void The_bar_fills_the_line_exactly(int done, int failed, int cancelled, int devices)
    {
        var run = new RunProgress { Run = "r", Devices = devices, Done = done, Failed = failed, Cancelled = cancelled };
        var bar = Draw(new ProgressState(run, null, null)).Split('\n')[1];

        Assert.Equal(100, bar.Length);
        Assert.Equal(devices == 0 ? 0 : (done + failed + cancelled) * 100 / devices, bar.Count(c => c == '━'));
    }

    [Fact]
    public void Plain_lines_come_every_few_seconds_and_only_when_something_changed()
    {
        var lines = new List<string>();
        var plain = new PlainProgress(lines.Add, TimeSpan.FromSeconds(5));
        for (var second = 0; second <= 12; second++)
        {
            plain.Show(new ProgressState(Halfway with { Done = 14_000 + second, Elapsed = TimeSpan.FromSeconds(second) }, 2, null));
        }

        plain.Show(new ProgressState(Halfway with { Done = 14_010, Elapsed = TimeSpan.FromSeconds(60) }, 2, null));
        plain.Show(new ProgressState(Halfway with { Done = 14_010, Elapsed = TimeSpan.FromSeconds(90) }, 2, null));

        Assert.Equal(3, lines.Count);
        Assert.Equal(
            "20260131-142501-k7xp  14,280 of 28,000 devices: 14,000 collected, 280 failed, 50 in flight, 13,650 waiting, "
            + "20 backing off; 2.0/s",
            lines[0]);
    }

    [Fact]
    public void A_notice_is_written_at_once_and_once()
    {
        var lines = new List<string>();
        var plain = new PlainProgress(lines.Add, TimeSpan.FromHours(1));
        plain.Show(new ProgressState(Halfway, null, null));
        plain.Show(new ProgressState(Halfway, null, null, "Stopping."));
        plain.Show(new ProgressState(Halfway, null, null, "Stopping."));

        Assert.Equal(["Stopping."], lines.Skip(1));
    }

    private static string Draw(ProgressState state)
    {
        var console = new TestConsole().Width(100).Colors(Spectre.Console.ColorSystem.NoColors);
        console.Write(ProgressView.Create(state));
        return console.Output;
    }
}
