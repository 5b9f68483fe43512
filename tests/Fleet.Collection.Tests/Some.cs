using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests;

/// <summary>Random events, for property tests.</summary>
internal static class Some
{
    public static readonly Gen<DateTimeOffset> Time =
        Gen.Long[1_700_000_000_000, 1_900_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    public static readonly Gen<OutputHash> Hash = Gen.Byte.Array[32].Select(b => new OutputHash(b));

    public static readonly Gen<FailureClass> Failure = Gen.Enum<FailureClass>();

    public static readonly Gen<FailureClass?> MaybeFailure =
        Gen.Frequency((3, Gen.Const((FailureClass?)null)), (1, Failure.Select(f => (FailureClass?)f)));

    public static readonly Gen<string> Command = OneOf(
        "show version", "show interfaces", "show ip route", "show running-config", "show log", "show ip bgp summary");

    public static readonly Gen<string> Run = OneOf("20260101-000000-aaaa", "20260102-000000-bbbb");

    public static readonly Gen<DeviceFact> Device = Gen.Select(
        OneOf("r1", "sw-2.ams", "Ö~3"), OneOf("default", "ams1"), Gen.Int[1, 65535],
        (name, site, port) => new DeviceFact(name, site, "cisco_iosxe", "192.0.2.1", port));

    public static readonly Gen<CommandOutcome> Outcome = Gen.Select(
        Command, Hash, Gen.Long[0, 1L << 40], Time, MaybeFailure,
        (command, hash, bytes, at, failure) => new CommandOutcome(
            command, failure is null ? hash : null, bytes, at, failure, failure is null ? null : "because"));

    /// <summary>A session or, now and then, that there was none.</summary>
    public static readonly Gen<IDeviceEvent> DeviceEvent = Gen.Frequency((6, Session()), (1, Skipped()));

    /// <summary>That a device is set aside, or let go.</summary>
    public static readonly Gen<IQuarantineEvent> QuarantineEvent = Gen.Select(
        Device, Time, Gen.Int[1, 86_400_000], Gen.Int[1, 9], Failure, Gen.Bool,
        (device, at, ms, level, failure, released) => released
            ? (IQuarantineEvent)new DeviceReleased(device, at)
            : new DeviceQuarantined(device, at, at.AddMilliseconds(ms), level, failure, "no answer"));

    private static Gen<IDeviceEvent> Skipped() => Gen.Select(
        Run, Device, Gen.Int[1, 6], Time, Command.List[0, 5], Gen.Int[0, 2],
        (run, device, attempt, at, commands, failure) => (IDeviceEvent)new DeviceSkipped(
            run, device, attempt, at, [.. commands.Distinct()], FailureClass.Quarantined + failure, "because"));

    private static Gen<IDeviceEvent> Session() => Gen.Select(
        Run, Device, Gen.Int[1, 6], Time, Gen.Long[0, 100_000], Outcome.List[0, 5], MaybeFailure, Gen.Bool,
        (run, device, attempt, started, ms, outcomes, failure, final) =>
        {
            CommandOutcome[] commands = [.. outcomes.DistinctBy(o => o.Command)];
            var ended = started.AddMilliseconds(ms);
            return failure is { } f
                ? (IDeviceEvent)new SessionFailed(run, device, attempt, started, ended, commands, f, "reason", final)
                : new SessionRecorded(run, device, attempt, started, ended, commands);
        });

    public static readonly Gen<IRunEvent> RunEvent = Gen.OneOf(
        Gen.Select(Run, Time, Hash, Gen.Int[0, 30_000], Gen.Int[0, 420_000], (run, at, plan, devices, outputs) =>
            (IRunEvent)new RunStarted(run, at, "inventory.yaml", plan, devices, outputs)),
        Gen.Select(Run, Time, (run, at) => (IRunEvent)new RunResumed(run, at)),
        Gen.Select(Run, Time, Gen.Bool, (run, at, interrupted) => (IRunEvent)new RunEnded(run, at, interrupted)));

    public static readonly Gen<ICredentialEvent> CredentialEvent = Gen.Select(
        Gen.Int[0, 3], OneOf("tacacs", "lab 'é'"), Time, Gen.Int[1, 100],
        (kind, name, at, rejections) => kind switch
        {
            0 => (ICredentialEvent)new CredentialRejected(name, at),
            1 => new CredentialAccepted(name, at),
            2 => new CredentialPaused(name, at, rejections, "because"),
            _ => new CredentialReleased(name, at, "somebody"),
        });

    /// <summary>Any events of devices, those of runs and the others.</summary>
    public static readonly Gen<List<object>> History =
        Gen.Frequency((5, DeviceEvent.Select(e => (object)e)), (1, QuarantineEvent.Select(e => (object)e))).List[0, 12];

    public static readonly Gen<DeviceState> State = History.Select(events => DeviceState.Empty.ApplyAll(events));

    /// <summary>The state after events of either kind.</summary>
    public static DeviceState ApplyAll(this DeviceState state, IEnumerable<object> events) => events.Aggregate(
        state, (s, e) => e is IDeviceEvent inRun ? s.Apply(inRun) : s.Apply((IQuarantineEvent)e));

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
