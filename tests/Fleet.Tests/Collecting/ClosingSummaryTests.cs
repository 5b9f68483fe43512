using System.Text.Json;
using Fleet.Collecting;
using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Storage.ReadSide;

namespace Fleet.Tests.Collecting;

public class ClosingSummaryTests
{
    private static readonly RunProgress Ended = new()
    {
        Run = "r1",
        Devices = 10,
        Done = 7,
        Failed = 2,
        Cancelled = 1,
        Outputs = 70,
        Bytes = 350_000,
        Sessions = 12,
    };

    private static readonly FailureGroup[] Failures =
    [
        new("Unreachable", 1, 10, "sw9", "no answer within 15 s"),
        new("AuthenticationRejected", 1, 10, "sw8", null),
    ];

    private static readonly LimitRange Auto = Range(isAutomatic: true, 32, 160, 120);

    [Fact]
    public void The_json_object_has_exactly_the_promised_fields()
    {
        var terminal = new TestTerminal();
        var cost = new ProcessCost(TimeSpan.FromMilliseconds(120), 150_000_000);
        terminal.Terminal.PrintJson(
            ClosingSummary.ToJson(new RunSummary("r1", false, Ended), TimeSpan.FromSeconds(2), Auto, cost), Json.Default.CollectJson);

        using var json = JsonDocument.Parse(terminal.Output.TrimEnd('\n'));
        Assert.Equal(
            ["run", "devices", "collected", "failed", "cancelled", "notTried", "outputs", "bytes", "wallSeconds", "sessionsPerSecond",
                "parallelism", "cpuMsPerSession", "peakRssMb"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            """{"run":"r1","devices":10,"collected":7,"failed":2,"cancelled":1,"notTried":0,"outputs":70,"bytes":350000,"wallSeconds":2,"sessionsPerSecond":6,"parallelism":{"found":"auto","atEnd":120,"lowest":32,"highest":160},"cpuMsPerSession":10,"peakRssMb":150}""",
            json.RootElement.GetRawText());
    }

    [Fact]
    public void A_run_without_sessions_divides_by_nothing()
    {
        var json = ClosingSummary.ToJson(
            new RunSummary("r1", false, new RunProgress { Run = "r1" }), TimeSpan.Zero, new LimitRange(), new ProcessCost(TimeSpan.FromSeconds(1), 0));

        Assert.Equal((0, 0), (json.SessionsPerSecond, json.CpuMsPerSession));
    }

    [Theory]
    [InlineData(10, 0, 0, false, ExitCode.Success)]
    [InlineData(0, 0, 0, false, ExitCode.Success)]
    [InlineData(9, 1, 0, false, ExitCode.SomeFailed)]
    [InlineData(9, 0, 1, false, ExitCode.SomeFailed)]
    [InlineData(9, 1, 0, true, ExitCode.Interrupted)]
    public void The_exit_code_says_how_it_went(int done, int failed, int cancelled, bool interrupted, int code)
    {
        var progress = new RunProgress { Run = "r1", Devices = done + failed + cancelled, Done = done, Failed = failed, Cancelled = cancelled };

        Assert.Equal(code, ClosingSummary.ExitCodeOf(new RunSummary("r1", interrupted, progress)));
    }

    [Fact]
    public void The_summary_groups_failures_with_an_example_and_says_what_to_do_next()
    {
        var lines = Print(new RunSummary("r1", false, Ended), Failures, Request());

        Assert.Equal("7 of 10 devices collected, 2 failed, 1 cancelled.", lines[0]);
        Assert.Equal("70 outputs, 350.0 kB, in 2.0 s (6.0 sessions/s); run r1", lines[1]);
        Assert.Matches("^FAILURE +DEVICES +OUTPUTS +FOR EXAMPLE$", lines[3]);
        Assert.Matches("^Unreachable +1 +10 +sw9: no answer within 15 s$", lines[4]);
        Assert.Matches("^AuthenticationRejected +1 +10 +sw8$", lines[5]);
        Assert.Equal("Next: fleet runs show r1 --failed", lines[7]);
    }

    [Fact]
    public void A_parallelism_that_was_found_is_said() =>
        Assert.Equal(
            "120 sessions at once at the end, found automatically between 32 and 160",
            Print(new RunSummary("r1", false, Ended), [], Request(), Auto)[2]);

    [Fact]
    public void What_was_not_tried_is_grouped_by_reason_each_with_what_goes_on()
    {
        FailureGroup[] failures =
        [
            new("Unreachable", 1, 10, "sw9", "no answer within 15 s"),
            new("SiteUnavailable", 5, 50, "sw1", "ams1 cannot be reached"),
            new("CredentialPaused", 4, 40, "sw2", "'lab' is paused"),
            new("Quarantined", 2, 20, "sw3", "set aside"),
        ];
        var progress = Ended with { Devices = 20, Done = 8, Failed = 12, NotTried = 11, Cancelled = 0 };
        var lines = Print(new RunSummary("r1", false, progress), failures, Request() with { Data = "/srv/x" });

        Assert.Equal("8 of 20 devices collected, 1 failed, 11 not tried.", lines[0]);
        Assert.Matches("^Unreachable +1 +10 +sw9: no answer within 15 s$", lines[4]);
        Assert.Matches("^NOT TRIED +DEVICES +OUTPUTS +TO GO ON +FOR EXAMPLE$", lines[6]);
        Assert.Matches("^SiteUnavailable +5 +50 +when the site is back", lines[7]);
        Assert.Contains(lines, l => l.Contains("fleet release --credential lab --data /srv/x", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("fleet release --all --data /srv/x", StringComparison.Ordinal));
        Assert.Equal("Next: fleet runs show r1 --failed --data /srv/x", lines[^1]);
    }

    [Fact]
    public void When_nothing_else_failed_one_line_lets_go_of_what_was_not_tried_and_collects_it()
    {
        FailureGroup[] failures = [new("Quarantined", 1, 10, "core sw", "set aside")];
        var request = Request() with { ArgumentsToRepeat = ["--inventory", "fleet.yaml"] };
        var lines = Print(new RunSummary("r1", false, Ended with { Failed = 1, NotTried = 1 }), failures, request);

        Assert.Matches("^Quarantined +1 +10 +fleet release 'core sw' +core sw: set aside$", lines[4]);
        Assert.Equal(
            "Next: fleet release 'core sw' && fleet collect --failed r1 --inventory fleet.yaml",
            string.Join(' ', lines[6..]));
    }

    [Fact]
    public void An_interrupted_run_says_how_to_go_on()
    {
        var request = Request() with { ArgumentsToRepeat = ["--inventory", "my fleet.yaml", "--data", "/srv/fleet"] };

        Assert.Equal(
            "Next: fleet collect --resume r1 --inventory 'my fleet.yaml' --data /srv/fleet",
            Print(new RunSummary("r1", true, Ended), [], request)[^1]);
    }

    [Fact]
    public void The_next_thing_to_try_names_the_data_folder_where_it_is_not_the_default() =>
        Assert.Equal(
            "Next: fleet runs show r1 --failed --data /srv/x",
            Print(new RunSummary("r1", false, Ended), Failures, Request() with { Data = "/srv/x" })[^1]);

    private static string[] Print(RunSummary summary, FailureGroup[] failures, CollectRequest request, LimitRange? limits = null)
    {
        var terminal = new TestTerminal();
        ClosingSummary.Print(
            terminal.Terminal,
            summary,
            TimeSpan.FromSeconds(2),
            limits ?? Range(isAutomatic: false, 50),
            new NotTried(failures, ["lab"], request),
            request);
        return terminal.Output.TrimEnd('\n').Split('\n');
    }

    private static LimitRange Range(bool isAutomatic, params int[] limits)
    {
        var range = new LimitRange();
        range.Add(new PermitStatus());
        foreach (var limit in limits)
        {
            range.Add(new PermitStatus { Limit = limit, IsAutomatic = isAutomatic });
        }

        return range;
    }

    private static CollectRequest Request() => new()
    {
        Inventory = "fleet.yaml",
        Selection = new DeviceSelection([]),
        Data = CommonOptions.DefaultDataFolder,
    };
}
