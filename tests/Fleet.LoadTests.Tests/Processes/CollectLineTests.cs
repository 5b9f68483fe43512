using Fleet.LoadTests.Processes;

namespace Fleet.LoadTests.Tests.Processes;

public sealed class CollectLineTests
{
    private const string Collected = """{ "command": "show version", "sha256": "00", "bytes": 40, "failure": null, "reason": null }""";
    private const string Rejected = """{ "command": "show clock", "sha256": "00", "bytes": 2, "failure": "CommandRejected", "reason": "no such command" }""";
    private const string GivenUp = """{ "command": "show clock", "sha256": null, "bytes": 0, "failure": "ConnectionLost", "reason": "gone" }""";

    [Fact]
    public void A_session_that_collected_everything_is_the_outcome() =>
        Assert.Equal(new DeviceOutcome(null, null, 80), Outcome("session", null, Collected, Collected));

    [Fact]
    public void A_session_that_will_be_repeated_is_none() =>
        Assert.Null(Outcome("session", "ConnectionLost", Collected));

    [Fact]
    public void A_session_that_gives_up_fails_the_device_with_its_class() =>
        Assert.Equal(new DeviceOutcome("ConnectionLost", "a reason", 40), Outcome("session", "ConnectionLost", Collected, GivenUp));

    [Fact]
    public void A_command_that_is_rejected_fails_the_device_though_the_session_went_well() =>
        Assert.Equal(new DeviceOutcome("CommandRejected", "no such command", 42), Outcome("session", null, Collected, Rejected));

    [Fact]
    public void A_device_that_is_not_tried_has_failed() =>
        Assert.Equal("SiteUnavailable", Outcome("skipped", "SiteUnavailable", GivenUp)!.Failure);

    [Fact]
    public void The_last_line_is_told_from_that_of_a_session()
    {
        Assert.Null(CollectSummary.Read(Line("session", null, Collected)));

        var summary = CollectSummary.Read(
            """
            {"run":"r1","devices":3,"collected":2,"failed":1,"cancelled":0,"notTried":0,"outputs":30,"bytes":9,"wallSeconds":1.5,
            "sessionsPerSecond":2.7,"parallelism":{"found":"auto","atEnd":9,"lowest":1,"highest":9},"cpuMsPerSession":8.25,"peakRssMb":99.5}
            """)!;

        Assert.Equal(("r1", 2, 1.5, 8.25, 99.5), (summary.Run, summary.Collected, summary.WallSeconds, summary.CpuMsPerSession, summary.PeakRssMb));
    }

    private static DeviceOutcome? Outcome(string what, string? failure, params string[] outputs) =>
        CollectLine.Read(Line(what, failure, outputs)).Outcome();

    private static string Line(string what, string? failure, params string[] outputs) =>
        $$"""
        { "event": "{{what}}", "run": "r1", "device": "d1", "attempt": 1, "failure": {{(failure is null ? "null" : $"\"{failure}\"")}},
          "reason": {{(failure is null ? "null" : "\"a reason\"")}}, "outputs": [{{string.Join(',', outputs)}}] }
        """;
}
