using System.Collections.Immutable;
using Fleet.Collection.Devices;
using Fleet.Sessions;
using Google.Protobuf.Collections;
using static Fleet.Collection.Serialization.EventCodec;

namespace Fleet.Collection.Serialization;

/// <summary>Snapshots of devices. The latest run stands in the snapshot itself, where its first version had it.</summary>
internal static class DeviceStateFormat
{
    public static Wire.DeviceState ToWire(DeviceState state)
    {
        var wire = new Wire.DeviceState
        {
            Run = state.Latest?.Run ?? "",
            Attempts = state.Latest?.Attempts ?? 0,
            Over = state.Latest?.IsOver ?? false,
            FailedRuns = state.FailedRuns,
            Quarantine = state.Quarantine is { } quarantine ? EventCodec.ToWire(quarantine) : null,
        };
        if (state.Latest is { } latest)
        {
            Add(latest, wire.Settled);
        }

        foreach (var earlier in state.Unfinished)
        {
            var share = new Wire.RunShare { Run = earlier.Run, Attempts = earlier.Attempts };
            Add(earlier, share.Settled);
            wire.Unfinished.Add(share);
        }

        if (state.LastFailure is { } last)
        {
            wire.LastFailure = new Wire.RunFailure
            {
                AtMs = last.At.ToUnixTimeMilliseconds(),
                Failure = EventCodec.ToWire(last.Failure),
                Reason = last.Reason,
            };
        }

        return wire;
    }

    public static DeviceState FromWire(Wire.DeviceState w) => DeviceState.Empty with
    {
        Latest = w.Run.Length == 0 ? null : Share(w.Run, w.Settled, w.Attempts, w.Over),
        Unfinished = [.. w.Unfinished.Select(s => Share(s.Run, s.Settled, s.Attempts, isOver: false))],
        FailedRuns = w.FailedRuns,
        LastFailure = w.LastFailure is { } last
            ? new RunFailure(
                Time(last.AtMs),
                EventCodec.FromWire(last.Failure) ?? throw new FormatException("A device's failure has no class."),
                last.Reason)
            : null,
        Quarantine = EventCodec.FromWire(w.Quarantine),
    };

    private static void Add(RunShare share, MapField<string, Wire.Failure> settled)
    {
        foreach (var (command, failure) in share.Settled)
        {
            settled.Add(command, EventCodec.ToWire(failure));
        }
    }

    private static RunShare Share(string run, MapField<string, Wire.Failure> settled, int attempts, bool isOver) => new(run)
    {
        Settled = ImmutableDictionary<string, FailureClass?>.Empty.AddRange(
            settled.Select(s => KeyValuePair.Create(s.Key, EventCodec.FromWire(s.Value)))),
        Attempts = attempts,
        IsOver = isOver,
    };
}
