using System.Net;
using System.Net.Sockets;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;
using Fleet.Farm.Recording;
using Fleet.Farm.Server;
using Fleet.Farm.Shell;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm;

/// <summary>A simulated fleet that answers: every device at its own loopback address, all on one port.</summary>
/// <remarks>
/// Devices that refuse connections are at the port above it, on which nobody listens, and devices that cannot be reached
/// at the one above that, where packets are lost: see <see cref="FarmPorts"/>.
/// </remarks>
public sealed class DeviceFarm : IServedDevices, IFarm, IAsyncDisposable
{
    private const int FreePortAttempts = 50;

    private readonly FarmOptions _options;
    private readonly long _started;
    private readonly HostKeyRing _keys = new();
    private readonly AaaServers _aaa;
    private readonly int[] _boots;
    private readonly long[] _played = new long[Enum.GetValues<FaultKind>().Length];
    private readonly SshServer _server;
    private readonly List<IDisposable> _otherPorts = [];
    private readonly Lazy<Task> _closing;
    private volatile Outages? _outages;
    private volatile int _epoch;
    private long _latency = -1;   // in ticks; -1: each site has its own

    private DeviceFarm(SimulatedFleet fleet, FarmOptions options)
    {
        Fleet = fleet;
        _options = options;
        _epoch = options.Epoch;
        _started = options.Clock.GetTimestamp();
        _aaa = new AaaServers(fleet.Profile.Aaa, options.Clock);
        _boots = new int[fleet.Count];
        _closing = new(CloseAsync);
        _server = SshServer.Start(options.Port, this, options.AllowRemote);
    }

    /// <summary>The fleet.</summary>
    public SimulatedFleet Fleet { get; }

    /// <summary>The port of all devices that can be reached.</summary>
    public int Port => _server.Port;

    /// <summary>The present epoch, 0 and up; outputs change when it does.</summary>
    public int Epoch
    {
        get => _epoch;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _epoch = value;
        }
    }

    /// <summary>
    /// The round trip of connections from now on, whatever the profile says of their sites; <see langword="null"/> as the
    /// profile says. Connections that are open keep theirs.
    /// </summary>
    public TimeSpan? Latency
    {
        get => Interlocked.Read(ref _latency) is >= 0 and var ticks ? new TimeSpan(ticks) : null;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? TimeSpan.Zero, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? TimeSpan.Zero, SimulatedFleet.LongestLatency);
            Interlocked.Exchange(ref _latency, value?.Ticks ?? -1);
        }
    }

    /// <inheritdoc/>
    public TimeSpan Elapsed => _options.Clock.GetElapsedTime(_started);

    /// <inheritdoc/>
    public IRecorder? Recorder => _options.Recorder;

    /// <summary>Live figures.</summary>
    public FarmFigures Figures => new()
    {
        Devices = Fleet.Count,
        Epoch = Epoch,
        Elapsed = Elapsed,
        Server = _server.Figures,
        Away = _outages?.Count ?? 0,
        AaaLoggedIn = _aaa.LoggedIn,
        AaaRefused = _aaa.Refused,
        Faults = Enum.GetValues<FaultKind>().Where(k => Volatile.Read(ref _played[(int)k]) > 0)
            .ToDictionary(FaultNames.Of, k => Volatile.Read(ref _played[(int)k])),
    };

    /// <summary>Starts a fleet.</summary>
    /// <exception cref="SocketException">The port, or one of the two above it that the fleet needs, is taken or not allowed.</exception>
    public static async Task<DeviceFarm> StartAsync(SimulatedFleet fleet, FarmOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var farm = new DeviceFarm(fleet, options);
            try
            {
                farm.TakeOtherPorts();
                farm._outages = new Outages(fleet, farm.Port, options.Clock, farm.OnGone, farm.OnBack);
                return farm;
            }
            catch (SocketException e)
            {
                await farm.DisposeAsync().ConfigureAwait(false);

                // A free port may have neighbours that are not.
                if (options.Port != 0 || attempt == FreePortAttempts || e.SocketErrorCode != SocketError.AddressAlreadyInUse)
                {
                    throw;
                }
            }
        }
    }

    /// <inheritdoc/>
    public IServedDevice? Accept(IPEndPoint local, IPEndPoint remote)
    {
        var index = DeviceAddress.IndexOf(local.Address);
        if (index < 0 || index >= Fleet.Count || _outages is not { } outages || outages.IsAway(index))
        {
            return null;
        }

        var device = Fleet[index];
        return FarmPorts.Of(device, Port) == Port ? FarmDevice.Connect(device, this) : null;
    }

    /// <inheritdoc/>
    public void Played(SimulatedDevice device, FaultKind fault)
    {
        Interlocked.Increment(ref _played[(int)fault]);
        Recorder?.Played(device, fault);
    }

    /// <inheritdoc/>
    public HostKey HostKey(SimulatedDevice device, HostKeyType type, bool isAnother) => _keys.Get(device, type, isAnother);

    /// <inheritdoc/>
    public int Boots(SimulatedDevice device) => Volatile.Read(ref _boots[device.Index]);

    /// <inheritdoc/>
    public IDisposable? TryLogIn(SimulatedDevice device)
    {
        var login = _aaa.TryLogIn(device);
        if (login is null)
            Played(device, FaultKind.AaaRefused);
        return login;
    }

    /// <summary>Stops listening and breaks off what is connected. More than one thread may ask for it.</summary>
    public ValueTask DisposeAsync() => new(_closing.Value);

    private async Task CloseAsync()
    {
        if (_outages is { } outages)
        {
            await outages.DisposeAsync().ConfigureAwait(false);
        }

        await _server.DisposeAsync().ConfigureAwait(false);
        _otherPorts.ForEach(port => port.Dispose());
        _keys.Dispose();
    }

    private void TakeOtherPorts()
    {
        if (Port > FarmPorts.Highest)
        {
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }

        foreach (var (port, losesPackets) in FarmPorts.Needed(Fleet, Port))
        {
            _otherPorts.Add(losesPackets
                ? new LostPackets(new IPEndPoint(IPAddress.Any, port), besideAll: false)
                : new ClosedPort(port));
        }
    }

    private void OnGone(int index, FaultKind fault)
    {
        _server.Drop(DeviceAddress.Of(index));
        Played(Fleet[index], fault);
    }

    private void OnBack(int index, FaultKind fault)
    {
        if (fault == FaultKind.Reboot)
        {
            Interlocked.Increment(ref _boots[index]);
        }
    }
}
