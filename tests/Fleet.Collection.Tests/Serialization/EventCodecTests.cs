using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.Collection.Serialization;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests.Serialization;

public sealed class EventCodecTests
{
    private static readonly DateTimeOffset Started = DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_123);

    private static readonly SessionFailed Failed = new(
        "20260101-000000-aaaa",
        new DeviceFact("r1", "ams1", "frr", "192.0.2.1", 2022),
        2,
        Started,
        Started.AddMilliseconds(1500),
        [new CommandOutcome("show version", OutputHash.Of("x"u8), 1, Started.AddMilliseconds(700))],
        FailureClass.ConnectionLost,
        "closed",
        Final: false);

    private static readonly DeviceSkipped Skipped = new(
        Failed.Run, Failed.Device, 3, Started, ["show version", "show log"], FailureClass.SiteUnavailable, "the site is down");

    public static TheoryData<Type> WireTypes =>
        [.. typeof(IWireMessage).Assembly.GetTypes()
            .Where(t => typeof(IWireMessage).IsAssignableFrom(t) && t is { IsInterface: false, IsAbstract: false })];

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void Every_wire_message_has_a_manifest(Type type) => Assert.Contains(type, EventCodec.Types);

    [Fact]
    public void Device_events_come_back_as_they_were()
    {
        Some.DeviceEvent.Sample(AssertRoundTrip);
        Some.QuarantineEvent.Sample(AssertRoundTrip);
    }

    [Fact]
    public void Run_events_come_back_as_they_were() => Some.RunEvent.Sample(AssertRoundTrip);

    [Fact]
    public void Credential_events_come_back_as_they_were() => Some.CredentialEvent.Sample(AssertRoundTrip);

    [Fact]
    public void Credential_standings_come_back_as_they_were() => Some.CredentialEvent.List[0, 20]
        .Select(events => events.Aggregate(CredentialStandings.Empty, (s, e) => s.Apply(e)))
        .Sample(AssertRoundTrip);

    [Fact]
    public void Device_states_come_back_as_they_were() => Some.State.Sample(AssertRoundTrip);

    [Fact]
    public void Device_messages_come_back_as_they_were()
    {
        IDeviceMessage[] messages =
        [
            new DeviceCommand.Collect("r1", "run", ["show version", "show log"]),
            new DeviceCommand.Cancel("r1"),
            new DeviceCommand.Abandon("r1"),
            new DeviceCommand.Release("r1"),
            new DeviceReply.PhaseChanged("r1", DevicePhase.BackingOff),
            new DeviceReply.Acknowledged(Failed),
            new DeviceReply.Acknowledged(
                new SessionRecorded(Failed.Run, Failed.Device, 1, Failed.Started, Failed.Ended, Failed.Commands)),
            new DeviceReply.Acknowledged(Skipped),
            new DeviceReply.Released("r1", WasSetAside: true),
            new DeviceReply.StoreFailed("r1", "disk full"),
            new DeviceReply.Finished("r1", Failed: true, Cancelled: false),
            new DeviceReply.Stopped("r1"),
        ];
        Assert.All(messages, AssertRoundTrip);
        Assert.Equal(
            EventCodec.Types.Where(t => typeof(IDeviceMessage).IsAssignableFrom(t)).ToHashSet(),
            messages.Select(m => m.GetType()).ToHashSet());
    }

    /// <summary>The journal outlives the code: these bytes were written by the first version and must stay readable.</summary>
    [Fact]
    public void Bytes_of_the_first_version_can_be_read()
    {
        Assert.Equal(FirstVersion, Convert.ToHexString(EventCodec.ToBytes(Failed)));
        AssertSame(Failed, EventCodec.FromBytes(Convert.FromHexString(FirstVersion), "sf"));
    }

    [Fact]
    public void Snapshots_of_the_first_version_can_be_read()
    {
        var state = (DeviceState)EventCodec.FromBytes(
            Convert.FromHexString(
                "0A1432303236303130312D3030303030302D61616161120E0A0C73686F772076657273696F6E120C0A0873686F77206C6F6710011802"),
            "ds");

        Assert.Equal(3, state.NextAttempt("20260101-000000-aaaa"));
        Assert.Equal(["show run"], state.Missing("20260101-000000-aaaa", ["show version", "show log", "show run"]));
        Assert.True(state.HasFailures("20260101-000000-aaaa"));
        Assert.Null(state.Quarantine);
        Assert.Equal(0, state.FailedRuns);
    }

    /// <summary>As these events were first written.</summary>
    [Fact]
    public void Bytes_of_what_is_not_tried_set_aside_and_let_go_can_be_read()
    {
        AssertBytes(
            "0A1432303236303130312D3030303030302D61616161121D0A0272311204616D73311A0366727222093139322E302E32"
            + "2E3128E60F180320FB909282E7332A0C73686F772076657273696F6E2A0873686F77206C6F6730103A10746865207369"
            + "746520697320646F776E",
            "sk",
            Skipped);
        AssertBytes(
            "0A1D0A0272311204616D73311A0366727222093139322E302E322E3128E60F121B08FB909282E73310FBCAC985E73318"
            + "0220022A0772656675736564",
            "qs",
            new DeviceQuarantined(Failed.Device, Started, Started.AddHours(2), 2, FailureClass.Refused, "refused"));
        AssertBytes(
            "0A1D0A0272311204616D73311A0366727222093139322E302E322E3128E60F10FB909282E733",
            "qe",
            new DeviceReleased(Failed.Device, Started));
    }

    private static void AssertBytes(string hex, string manifest, object e)
    {
        Assert.Equal(manifest, EventCodec.ManifestOf(e));
        Assert.Equal(hex, Convert.ToHexString(EventCodec.ToBytes(e)));
        AssertSame(e, EventCodec.FromBytes(Convert.FromHexString(hex), manifest));
    }

    private const string FirstVersion =
        "0A1432303236303130312D3030303030302D61616161121D0A0272311204616D73311A0366727222093139322E302E322E31"
        + "28E60F180220FB909282E73328D79C9282E73332350A0C73686F772076657273696F6E12202D711642B726B04401627CA9FB"
        + "AC32F5C8530FB1903CC4DB02258717921A4881180120BC0538094206636C6F736564";

    [Fact]
    public void Damaged_bytes_and_unknown_manifests_are_format_errors()
    {
        var unknown = Assert.Throws<FormatException>(() => EventCodec.FromBytes([], "zz"));
        Assert.Contains("'zz'", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => EventCodec.FromBytes([0xff, 0xff, 0xff], "sr"));
        Assert.Throws<FormatException>(() => EventCodec.FromBytes([], "sf"));
        Assert.Throws<FormatException>(() => EventCodec.FromBytes([], "sk"));
        Assert.Throws<FormatException>(() => EventCodec.FromBytes([], "qs"));
        Assert.Throws<FormatException>(() => EventCodec.FromBytes([], "qe"));
    }

    private static void AssertRoundTrip(object message) =>
        AssertSame(message, EventCodec.FromBytes(EventCodec.ToBytes(message), EventCodec.ManifestOf(message)));

    // Records compare their lists by reference; what they print is compared member by member.
    private static void AssertSame(object expected, object actual) => Assert.Equivalent(expected, actual, strict: true);
}
