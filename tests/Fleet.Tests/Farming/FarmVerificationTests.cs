using System.Text;
using System.Text.Json;
using Fleet.Collection.Devices;
using Fleet.Farm.Recording;
using Fleet.Farming;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Tests.Farming;

public sealed class FarmVerificationTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _path = Path.GetTempFileName();
    private readonly List<RecordLine> _record = [new RecordLine.Started(1, "p", 1, 9, 0, Start)];

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_was_sent_whole_in_the_session_is_equal()
    {
        Sent("r1", "show version", "one", at: 10);

        var verification = Verify(Recorded("r1", at: 10, Collected("show version", "one")));

        Assert.Equal((1, 0, 0, 0), Counts(verification));
        Assert.All(verification.ToChecks(), c => Assert.Empty(c.Problems));
    }

    [Fact]
    public void Another_output_than_the_one_sent_is_different()
    {
        Sent("r1", "show version", "one", at: 10);

        var verification = Verify(Recorded("r1", at: 10, Collected("show version", "other")));

        Assert.Equal((0, 1, 0, 0), Counts(verification));
        var problem = Assert.Single(verification.ToChecks()[0].Problems);
        Assert.StartsWith("r1 'show version' of run run1: stored are ", problem);
        Assert.EndsWith(" of 5 B, sent were 7692c3ad3540 of 3 B", problem);
    }

    [Fact]
    public void An_output_of_another_session_is_not_this_ones()
    {
        Sent("r1", "show version", "one", at: 10);
        Sent("r1", "show version", "two", at: 100);

        var verification = Verify(
            Recorded("r1", at: 10, Collected("show version", "one")), Recorded("r1", at: 100, Collected("show version", "one")));

        Assert.Equal((1, 1, 0, 0), Counts(verification));
    }

    [Fact]
    public void What_was_never_sent_or_broke_off_is_not_to_be_stored()
    {
        Sent("r1", "show clock", "", at: 10, whole: false);

        var verification = Verify(Recorded("r1", at: 10, Collected("show version", "one"), Collected("show clock", "part")));

        Assert.Equal((0, 0, 2, 0), Counts(verification));
        Assert.Equal(
            ["r1 'show version' of run run1 was not sent at all", "r1 'show clock' of run run1 was sent in part only"],
            verification.ToChecks()[1].Problems);
    }

    [Fact]
    public void What_was_sent_whole_and_not_rejected_is_missing_when_the_session_says_that_it_failed()
    {
        Sent("r1", "show version", "one", at: 10);
        Sent("r1", "show foo", "% Invalid", at: 10, rejected: true);

        var verification = Verify(Recorded(
            "r1", at: 10, Failed("show version", FailureClass.CommandTimedOut), Failed("show foo", FailureClass.CommandRejected)));

        Assert.Equal((0, 0, 0, 1), Counts(verification));
        Assert.Equal(
            ["r1 'show version' of run run1 was sent whole, but failed: CommandTimedOut, why"], verification.ToChecks()[2].Problems);
    }

    [Fact]
    public void A_faulty_device_fails_as_it_should_and_a_healthy_one_does_not()
    {
        Faulty("r1", "hang-in-output", ["CommandTimedOut"]);
        Faulty("r2", "hang-in-output", ["CommandTimedOut"]);
        Faulty("r3", "hang-in-output", ["CommandTimedOut"]);
        Faulty("r4", "trickle", []);
        Faulty("r5", "trickle", []);
        Faulty("r6", "reboot", ["ConnectionLost"], time: 30);
        Sent("r3", "show version", "one", at: 10);
        Sent("r4", "show version", "one", at: 10);

        var checks = Verify(
            Broken("r1", FailureClass.CommandTimedOut),
            Broken("r2", FailureClass.ConnectionLost),
            Recorded("r3", at: 10, Collected("show version", "one")),
            Recorded("r4", at: 10, Collected("show version", "one")),
            Broken("r5", FailureClass.CommandTimedOut),
            Broken("r6", FailureClass.HostKeyChanged),
            Broken("r7", FailureClass.Unreachable)).ToChecks();

        Assert.Equal((6, 1), (checks[3].Checked, checks[4].Checked));
        Assert.Equal(
            [
                "r2 (hang-in-output, to end in CommandTimedOut) failed with ConnectionLost: why",
                "r3 (hang-in-output, to end in CommandTimedOut) did not fail",
                "r5 (trickle, to be coped with) failed with CommandTimedOut: why",
                "r6 (reboot, to end in ConnectionLost) failed with HostKeyChanged: why",
            ],
            checks[3].Problems);
        Assert.Equal(["r7 failed with Unreachable: why"], checks[4].Problems);
    }

    [Fact]
    public void A_fault_that_passes_may_be_missed_and_one_of_the_AAA_server_is_not_the_devices()
    {
        Faulty("r1", "reboot", ["ConnectionLost"], time: 30);
        Faulty("r2", "reboot", ["ConnectionLost"], time: 30);
        _record.Add(new RecordLine.Played("r3", "aaa-refused", Start.AddSeconds(9)));
        Sent("r1", "show version", "one", at: 10);

        var verification = Verify(
            Recorded("r1", at: 10, Collected("show version", "one")),
            Broken("r2", FailureClass.ConnectionLost),
            Broken("r3", FailureClass.AuthenticationRejected),
            Broken("r4", FailureClass.AuthenticationRejected));

        var checks = verification.ToChecks();
        Assert.Empty(checks[3].Problems);
        Assert.Equal(["r4 failed with AuthenticationRejected: why"], checks[4].Problems);
    }

    [Fact]
    public void A_device_is_judged_by_its_last_run_and_by_how_that_ended()
    {
        var verification = Verify(
            Broken("r1", FailureClass.Unreachable, run: "run1"),
            Broken("r1", FailureClass.Unreachable, run: "run2", final: false),
            new SessionRecorded("run2", Device("r1"), 2, Start.AddSeconds(50), Start.AddSeconds(51), []));

        Assert.All(verification.ToChecks(), c => Assert.Empty(c.Problems));
        Assert.Equal(1, verification.ToChecks().Count(c => c.Name == "no healthy device failed"));
    }

    [Fact]
    public void Sessions_of_before_the_farm_are_left_out_and_those_of_after_it_not_judged()
    {
        _record.Add(new RecordLine.Stopped(Start.AddMinutes(1)));

        var verification = Verify(
            Recorded("r1", at: -100, Collected("show version", "of another farm")), Broken("r2", FailureClass.Refused, at: 100));

        Assert.Equal((1, 1), (verification.Earlier, verification.Sessions));
        Assert.Equal((0, 0, 0, 0), Counts(verification));
        Assert.All(verification.ToChecks(), c => Assert.Empty(c.Problems));
    }

    [Fact]
    public void No_more_than_a_hundred_findings_are_listed()
    {
        var verification = Verify([.. Enumerable.Range(0, 1234).Select(i => Recorded($"r{i}", at: 10, Collected("show version", "x")))]);

        var check = verification.ToChecks()[1];
        Assert.Equal((1234, 101), (check.Checked, check.Problems.Count));
        Assert.Equal("and 1,134 more", check.Problems[^1]);
    }

    private FarmVerification Verify(params IDeviceEvent[] sessions)
    {
        File.WriteAllLines(_path, _record.Select(line => JsonSerializer.Serialize(line, JsonSerializerOptions.Web)));
        var verification = new FarmVerification(FarmRecord.Load(_path));
        foreach (var session in sessions)
        {
            verification.Add(session);
        }

        return verification;
    }

    private static (long, long, long, long) Counts(FarmVerification v) => (v.Equal, v.Different, v.NeverSent, v.Missing);

    private void Sent(string device, string command, string output, int at, bool whole = true, bool rejected = false) => _record.Add(
        new RecordLine.Sent(
            device, command, 0, Hash(output).ToString(), output.Length, whole, rejected, Start.AddSeconds(at), Start.AddSeconds(at + 1)));

    private void Faulty(string device, string fault, string[] failures, double? time = null) =>
        _record.Add(new RecordLine.Faulty(device, fault, 0, failures, time));

    private static OutputHash Hash(string output) => OutputHash.Of(Encoding.UTF8.GetBytes(output));

    private static SessionRecorded Recorded(string device, int at, params CommandOutcome[] commands) =>
        new("run1", Device(device), 1, Start.AddSeconds(at), Start.AddSeconds(at + 2), commands);

    private static SessionFailed Broken(string device, FailureClass failure, string run = "run1", bool final = true, int at = 10) =>
        new(run, Device(device), 1, Start.AddSeconds(at), Start.AddSeconds(at + 2), final ? [Failed("show version", failure)] : [], failure, "why", final);

    private static CommandOutcome Collected(string command, string output) =>
        new(command, Hash(output), output.Length, Start);

    private static CommandOutcome Failed(string command, FailureClass failure) => new(command, null, 0, Start, failure, "why");

    private static DeviceFact Device(string name) => new(name, "ams1", "cisco_iosxe", "127.1.1.1", 2222);
}
