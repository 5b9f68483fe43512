using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.ReadSide;
using Google.Protobuf;

namespace Fleet.Collection.Serialization;

/// <summary>
/// Events and messages as bytes and back. Each type has a manifest of two letters, which stands in the journal for ever.
/// </summary>
public static class EventCodec
{
    private static readonly Dictionary<Type, Codec> ByType = new();
    private static readonly Dictionary<string, Codec> ByManifest = new();

    static EventCodec()
    {
        Add("sr", (SessionRecorded e) => SessionToWire(e), Wire.Session.Parser, SessionRecordedFromWire);
        Add("sf", (SessionFailed e) => SessionToWire(e), Wire.Session.Parser, SessionFailedFromWire);
        Add("sk", (DeviceSkipped e) => ToWire(e), Wire.DeviceSkipped.Parser, FromWire);
        Add(
            "qs",
            (DeviceQuarantined e) => new Wire.DeviceQuarantined
            {
                Device = ToWire(e.Device),
                Quarantine = ToWire(new Quarantine(e.At, e.Until, e.Level, e.Failure, e.Reason)),
            },
            Wire.DeviceQuarantined.Parser,
            w =>
            {
                var q = FromWire(w.Quarantine) ?? throw new FormatException("A quarantine says nothing of itself.");
                return new DeviceQuarantined(FromWire(w.Device), q.At, q.Until, q.Level, q.Failure, q.Reason);
            });
        Add(
            "qe",
            (DeviceReleased e) => new Wire.DeviceReleased
            {
                Device = ToWire(e.Device),
                AtMs = e.At.ToUnixTimeMilliseconds(),
            },
            Wire.DeviceReleased.Parser,
            w => new DeviceReleased(FromWire(w.Device), Time(w.AtMs)));
        Add(
            "rs",
            (RunStarted e) => new Wire.RunStarted
            {
                Run = e.Run,
                AtMs = e.At.ToUnixTimeMilliseconds(),
                Source = e.Source,
                Plan = ToWire(e.Plan),
                Devices = e.Devices,
                Outputs = e.Outputs,
            },
            Wire.RunStarted.Parser,
            w => new RunStarted(w.Run, Time(w.AtMs), w.Source, new OutputHash(w.Plan.Span), w.Devices, w.Outputs));
        Add(
            "rr",
            (RunResumed e) => new Wire.RunResumed { Run = e.Run, AtMs = e.At.ToUnixTimeMilliseconds() },
            Wire.RunResumed.Parser,
            w => new RunResumed(w.Run, Time(w.AtMs)));
        Add(
            "re",
            (RunEnded e) => new Wire.RunEnded
            {
                Run = e.Run,
                AtMs = e.At.ToUnixTimeMilliseconds(),
                Interrupted = e.Interrupted,
            },
            Wire.RunEnded.Parser,
            w => new RunEnded(w.Run, Time(w.AtMs), w.Interrupted));
        Add("cr", (CredentialRejected e) => CredentialFormat.ToWire(e), Wire.Credential.Parser, CredentialFormat.Rejected);
        Add("ca", (CredentialAccepted e) => CredentialFormat.ToWire(e), Wire.Credential.Parser, CredentialFormat.Accepted);
        Add("cp", (CredentialPaused e) => CredentialFormat.ToWire(e), Wire.Credential.Parser, CredentialFormat.Paused);
        Add("cl", (CredentialReleased e) => CredentialFormat.ToWire(e), Wire.Credential.Parser, CredentialFormat.Released);
        Add(
            "cs",
            (CredentialStandings s) => CredentialFormat.ToWire(s),
            Wire.CredentialStandings.Parser,
            CredentialFormat.Standings);
        Add("ds", (DeviceState s) => DeviceStateFormat.ToWire(s), Wire.DeviceState.Parser, DeviceStateFormat.FromWire);
        Add(
            "dc",
            (DeviceCommand.Collect m) => new Wire.Collect { Device = m.Device, Run = m.Run, Commands = { m.Commands } },
            Wire.Collect.Parser,
            w => new DeviceCommand.Collect(w.Device, w.Run, [.. w.Commands]));
        Add(
            "dx",
            (DeviceCommand.Cancel m) => new Wire.DeviceName { Device = m.Device },
            Wire.DeviceName.Parser,
            w => new DeviceCommand.Cancel(w.Device));
        Add(
            "da",
            (DeviceCommand.Abandon m) => new Wire.DeviceName { Device = m.Device },
            Wire.DeviceName.Parser,
            w => new DeviceCommand.Abandon(w.Device));
        Add(
            "dl",
            (DeviceCommand.Release m) => new Wire.DeviceName { Device = m.Device },
            Wire.DeviceName.Parser,
            w => new DeviceCommand.Release(w.Device));
        Add(
            "dr",
            (DeviceReply.Released m) => new Wire.Released { Device = m.Device, WasSetAside = m.WasSetAside },
            Wire.Released.Parser,
            w => new DeviceReply.Released(w.Device, w.WasSetAside));
        Add(
            "dq",
            (DeviceReply.Stopped m) => new Wire.DeviceName { Device = m.Device },
            Wire.DeviceName.Parser,
            w => new DeviceReply.Stopped(w.Device));
        Add(
            "dp",
            (DeviceReply.PhaseChanged m) => new Wire.PhaseChanged { Device = m.Device, Phase = (int)m.Phase },
            Wire.PhaseChanged.Parser,
            w => new DeviceReply.PhaseChanged(w.Device, (DevicePhase)w.Phase));
        Add(
            "dk",
            (DeviceReply.Acknowledged m) => new Wire.Acknowledged
            {
                Manifest = ManifestOf(m.Event),
                Session = m.Event is DeviceSkipped ? null : SessionToWire(m.Event),
                Skipped = m.Event is DeviceSkipped skipped ? ToWire(skipped) : null,
            },
            Wire.Acknowledged.Parser,
            w => new DeviceReply.Acknowledged(w.Manifest switch
            {
                "sr" => SessionRecordedFromWire(w.Session),
                "sk" => FromWire(w.Skipped),
                _ => SessionFailedFromWire(w.Session),
            }));
        Add(
            "de",
            (DeviceReply.StoreFailed m) => new Wire.StoreFailed { Device = m.Device, Reason = m.Reason },
            Wire.StoreFailed.Parser,
            w => new DeviceReply.StoreFailed(w.Device, w.Reason));
        Add(
            "df",
            (DeviceReply.Finished m) => new Wire.Finished
            {
                Device = m.Device,
                Failed = m.Failed,
                Cancelled = m.Cancelled,
            },
            Wire.Finished.Parser,
            w => new DeviceReply.Finished(w.Device, w.Failed, w.Cancelled));
    }

    /// <summary>The types that have a manifest.</summary>
    public static IReadOnlyCollection<Type> Types => ByType.Keys;

    /// <summary>The manifest of an event or message.</summary>
    /// <exception cref="ArgumentException">Its type has none.</exception>
    public static string ManifestOf(object message) => CodecOf(message).Manifest;

    /// <summary>An event or message as bytes.</summary>
    /// <exception cref="ArgumentException">Its type has no manifest.</exception>
    public static byte[] ToBytes(object message) => CodecOf(message).ToBytes(message);

    /// <summary>An event or message from its bytes.</summary>
    /// <exception cref="FormatException">No such manifest, or the bytes are damaged.</exception>
    public static object FromBytes(ReadOnlySpan<byte> bytes, string manifest)
    {
        if (!ByManifest.TryGetValue(manifest, out var codec))
        {
            throw new FormatException($"An event of kind '{manifest}' is not known to this version of Fleet.");
        }

        try
        {
            return codec.FromBytes(bytes);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException)
        {
            throw new FormatException($"An event of kind '{manifest}' is damaged: {e.Message}", e);
        }
    }

    private static Codec CodecOf(object message) =>
        ByType.TryGetValue(message.GetType(), out var codec)
            ? codec
            : throw new ArgumentException($"{message.GetType()} has no manifest; give it one in {nameof(EventCodec)}.");

    private static void Add<T, TWire>(
        string manifest, Func<T, TWire> toWire, MessageParser<TWire> parser, Func<TWire, T> fromWire)
        where T : notnull
        where TWire : IMessage<TWire>
    {
        var codec = new Codec(
            manifest, message => toWire((T)message).ToByteArray(), bytes => fromWire(parser.ParseFrom(bytes)));
        ByType.Add(typeof(T), codec);
        ByManifest.Add(manifest, codec);
    }

    private static Wire.Session SessionToWire(IDeviceEvent e)
    {
        var failed = e as SessionFailed;
        var session = new Wire.Session
        {
            Run = e.Run,
            Device = ToWire(e.Device),
            Attempt = e.Attempt,
            StartedMs = e.Started.ToUnixTimeMilliseconds(),
            EndedMs = e.Ended.ToUnixTimeMilliseconds(),
            Failure = ToWire(failed?.Failure),
            Reason = failed?.Reason ?? "",
            Final = failed?.Final ?? false,
        };
        foreach (var command in e.Commands)
        {
            session.Commands.Add(new Wire.CommandOutcome
            {
                Command = command.Command,
                Output = command.Output is { } hash ? ToWire(hash) : ByteString.Empty,
                Bytes = command.Bytes,
                AfterStartMs = (long)(command.At - e.Started).TotalMilliseconds,
                Failure = ToWire(command.Failure),
                Reason = command.Reason ?? "",
            });
        }

        return session;
    }

    private static SessionRecorded SessionRecordedFromWire(Wire.Session w) => new(
        w.Run, FromWire(w.Device), w.Attempt, Time(w.StartedMs), Time(w.EndedMs), CommandsFromWire(w));

    private static SessionFailed SessionFailedFromWire(Wire.Session w) => new(
        w.Run,
        FromWire(w.Device),
        w.Attempt,
        Time(w.StartedMs),
        Time(w.EndedMs),
        CommandsFromWire(w),
        FromWire(w.Failure) ?? throw new FormatException("A failed session does not say why it failed."),
        w.Reason,
        w.Final);

    private static CommandOutcome[] CommandsFromWire(Wire.Session w) =>
    [
        .. w.Commands.Select(c => new CommandOutcome(
            c.Command,
            c.Output.IsEmpty ? null : new OutputHash(c.Output.Span),
            c.Bytes,
            Time(w.StartedMs + c.AfterStartMs),
            FromWire(c.Failure),
            c.Reason.Length == 0 ? null : c.Reason)),
    ];

    private static Wire.DeviceSkipped ToWire(DeviceSkipped e) => new()
    {
        Run = e.Run,
        Device = ToWire(e.Device),
        Attempt = e.Attempt,
        AtMs = e.At.ToUnixTimeMilliseconds(),
        Missing = { e.Missing },
        Failure = ToWire(e.Failure),
        Reason = e.Reason,
    };

    private static DeviceSkipped FromWire(Wire.DeviceSkipped w) => new(
        w.Run,
        FromWire(w.Device),
        w.Attempt,
        Time(w.AtMs),
        [.. w.Missing],
        FromWire(w.Failure) ?? throw new FormatException("It is not said why a device was not tried."),
        w.Reason);

    internal static Wire.Quarantine ToWire(Quarantine q) => new()
    {
        AtMs = q.At.ToUnixTimeMilliseconds(),
        UntilMs = q.Until.ToUnixTimeMilliseconds(),
        Level = q.Level,
        Failure = ToWire(q.Failure),
        Reason = q.Reason,
    };

    internal static Quarantine? FromWire(Wire.Quarantine? w) => w is null
        ? null
        : new Quarantine(
            Time(w.AtMs),
            Time(w.UntilMs),
            w.Level,
            FromWire(w.Failure) ?? throw new FormatException("A quarantine does not say how the device failed."),
            w.Reason);

    private static Wire.DeviceIdentity ToWire(DeviceFact device) => new()
    {
        Name = device.Name,
        Site = device.Site,
        Platform = device.Platform,
        Host = device.Host,
        Port = device.Port,
    };

    private static DeviceFact FromWire(Wire.DeviceIdentity? w) => w is null
        ? throw new FormatException("An event does not say which device it is of.")
        : new DeviceFact(w.Name, w.Site, w.Platform, w.Host, w.Port);

    private static ByteString ToWire(OutputHash hash) => UnsafeByteOperations.UnsafeWrap(hash.ToBytes());

    // The enumerations have the same order; on the wire there is one more at the beginning, for none.
    internal static Wire.Failure ToWire(FailureClass? failure) =>
        failure is { } f ? (Wire.Failure)((int)f + 1) : Wire.Failure.None;

    internal static FailureClass? FromWire(Wire.Failure failure) =>
        failure == Wire.Failure.None ? null : (FailureClass)((int)failure - 1);

    internal static DateTimeOffset Time(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

    private delegate object Reader(ReadOnlySpan<byte> bytes);

    private sealed record Codec(string Manifest, Func<object, byte[]> ToBytes, Reader FromBytes);
}
