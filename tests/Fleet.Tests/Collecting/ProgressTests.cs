using Fleet.Collecting;
using Fleet.Collection.Permits;
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
        Elapsed = TimeSpan.FromSeconds(95),
        LatestFailures =
        [
            new("sw\e[31m7", FailureClass.Unreachable, "no answer within 15 s", Final: false),
            new("sw8", FailureClass.AuthenticationRejected, new string('x', 300), Final: true),
        ],
    };

    private static readonly PermitStatus Automatic = new()
    {
        Limit = 160,
        IsAutomatic = true,
        Held = 47,
        Stalled = 3,
        Holdups = ["credential tacacs: 40 sessions at once, as its server has refused more", .. Enumerable.Range(1, 6).Select(i => $"site \e[31m{i}")],
    };

    [Fact]
    public void The_picture_shows_the_limit_as_it_moves_and_what_holds_sessions_up()
    {
        var text = Draw(new ProgressState(Halfway, 148.2, null) { Permits = Automatic });

        Assert.Matches(@"in flight +47 of 160 \(auto\) \+ 3 stalled +rate +148/s", text);
        Assert.Matches(@"held up by *\ncredential tacacs: 40 sessions at once, as its server has refused more *\nsite \^\[\[31m1", text);
        Assert.Contains("and 2 more", text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Plain_lines_say_what_holds_sessions_up_when_that_changes()
    {
        var lines = new List<string>();
        var plain = new PlainProgress(lines.Add, TimeSpan.FromSeconds(5));
        var held = Automatic with { Holdups = ["journal.db cannot be written: no space left on device"] };
        plain.Show(new ProgressState(Halfway with { Elapsed = TimeSpan.FromSeconds(5) }, null, null) { Permits = held });
        plain.Show(new ProgressState(Halfway with { Elapsed = TimeSpan.FromSeconds(10), Done = 14_001 }, null, null) { Permits = held });
        plain.Show(new ProgressState(Halfway with { Elapsed = TimeSpan.FromSeconds(15), Done = 14_001 }, null, null) { Permits = Automatic });

        Assert.Equal(3 + 1 + 7, lines.Count);
        Assert.Contains("47 of 160 (auto) + 3 stalled in flight, 13,650 waiting", lines[0], StringComparison.Ordinal);
        Assert.Equal("  held up by: journal.db cannot be written: no space left on device", lines[1]);
        Assert.StartsWith("  held up by: credential tacacs", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_shows_every_figure()
    {
        var text = Draw(new ProgressState(Halfway, 148.2, TimeSpan.FromSeconds(93), "Stopping.") { Permits = new() { Limit = 50 } });

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
