using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm;

/// <summary>Takes devices off the network at their time, by a reboot or because they cannot be reached, and brings them back.</summary>
internal sealed class Outages : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, LostPackets?> _away = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Change> _changes;
    private readonly TimeProvider _clock;
    private readonly int _port;
    private readonly Action<int, FaultKind> _began;
    private readonly Action<int, FaultKind> _ended;
    private readonly Task _running;

    /// <summary>Starts to follow the clock.</summary>
    /// <param name="fleet">The fleet with its faults.</param>
    /// <param name="port">The farm's port.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="began">Told of a device that is gone now.</param>
    /// <param name="ended">Told of a device that is about to be back.</param>
    public Outages(SimulatedFleet fleet, int port, TimeProvider clock, Action<int, FaultKind> began, Action<int, FaultKind> ended)
    {
        (_port, _clock, _began, _ended) = (port, clock, began, ended);
        _changes = new(ChangesOf(fleet).OrderBy(c => c.At));
        _running = RunAsync(clock.GetTimestamp());
    }

    /// <summary>How many devices are gone now.</summary>
    public int Count => _away.Count;

    /// <summary>Whether a device is gone now.</summary>
    public bool IsAway(int index) => _away.ContainsKey(index);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        foreach (var lost in _away.Values)
        {
            lost?.Dispose();
        }
    }

    private static IEnumerable<Change> ChangesOf(SimulatedFleet fleet)
    {
        foreach (var (device, faults) in fleet.Faulty)
        {
            foreach (var fault in faults.Where(IsOutage))
            {
                yield return new Change(fault.From, device, fault.Kind, Begins: true);
                if (fault.Until is { } until)
                {
                    yield return new Change(until, device, fault.Kind, Begins: false);
                }
            }
        }
    }

    private static bool IsOutage(PlannedFault fault) =>
        fault.Kind == FaultKind.Reboot || (fault.Kind == FaultKind.Unreachable && !FarmPorts.IsPermanent(fault));

    private async Task RunAsync(long started)
    {
        while (_changes.TryPeek(out var next))
        {
            var wait = next.At - _clock.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _clock, _stop.Token).ConfigureAwait(false);
                continue;
            }

            Apply(_changes.Dequeue());
        }
    }

    private void Apply(Change change)
    {
        if (change.Begins)
        {
            _away[change.Device] = TryLosePackets(change.Device);
            _began(change.Device, change.Kind);
        }
        else
        {
            _ended(change.Device, change.Kind);
            if (_away.TryRemove(change.Device, out var lost))
            {
                lost?.Dispose();
            }
        }
    }

    /// <summary>Without a socket to spare, the farm closes the device's connections as it accepts them.</summary>
    private LostPackets? TryLosePackets(int device)
    {
        try
        {
            return new LostPackets(new IPEndPoint(DeviceAddress.Of(device), _port), besideAll: true);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private readonly record struct Change(TimeSpan At, int Device, FaultKind Kind, bool Begins);
}
