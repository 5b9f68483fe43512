using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Personalities;
using Fleet.Farm.Server;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Shell;

/// <summary>Looks a command up; <see cref="DeviceContent.Find"/>, but for tests.</summary>
internal delegate CommandMatch ContentFinder(string platform, string command);

/// <summary>One device on one connection, up to its shell.</summary>
internal sealed class DeviceConnection : IServedDevice
{
    private static readonly byte[] GarbageBanner = Encoding.Latin1.GetBytes(
        "\0\x01\x1f\u00ff\u00fd\x18\u00ff\u00fd\x20\r\nHTTP/1.1 400 Bad Request\r\n\r\n\u0080\u00fe\u00ca\u00fe\r\n");

    /// <summary>No client offers any of these, and none is registered.</summary>
    private static readonly AlgorithmOffer NobodysAlgorithms = new()
    {
        KeyExchanges = ["diffie-hellman-group99-sha3@nobody.invalid"],
        HostKeys = ["ssh-none@nobody.invalid"],
        Ciphers = ["rot13-ctr@nobody.invalid"],
        Macs = ["hmac-crc@nobody.invalid"],
    };

    /// <summary>Faults that the server plays, as <see cref="Settings"/> say.</summary>
    private static readonly FaultKind[] OfSettings =
    [
        FaultKind.LoginBannerFlood,
        FaultKind.EndlessQuestions,
        FaultKind.ChannelSilent,
        FaultKind.WindowTiny,
        FaultKind.WindowClosed,
    ];

    private readonly SimulatedDevice _device;
    private readonly IFarm _farm;
    private readonly ContentFinder _find;
    private readonly TimeProvider _time;
    private readonly ConnectionFaults _faults;
    private IDisposable? _login;

    public DeviceConnection(SimulatedDevice device, IFarm farm, ContentFinder find, TimeProvider time)
    {
        (_device, _farm, _find, _time) = (device, farm, find, time);
        _faults = new ConnectionFaults(device, farm);
        Presence presence = Presence.Of(device);
        Settings = new ServerSettings
        {
            Identification = presence.Identification,
            Algorithms = _faults.IsOn(FaultKind.NoCommonAlgorithm) ? NobodysAlgorithms
                : device.IsLegacy ? AlgorithmOffer.Legacy
                : AlgorithmOffer.Modern,
            HostKey = HostKey,
            Methods = _faults.IsOn(FaultKind.EndlessQuestions) ? ["keyboard-interactive"] : presence.Methods,
            LoginBanner = _faults.IsOn(FaultKind.LoginBannerFlood) ? new string('!', 1000) : presence.LoginBanner,
            RepeatsLoginBanner = _faults.IsOn(FaultKind.LoginBannerFlood),
            AsksForEver = _faults.IsOn(FaultKind.EndlessQuestions),
            ConfirmsChannels = !_faults.IsOn(FaultKind.ChannelSilent),
            ChannelWindow = _faults.IsOn(FaultKind.WindowClosed) ? 0
                : _faults.IsOn(FaultKind.WindowTiny) ? 1
                : Hostility.ChannelWindow,
            Path = farm.Latency is { } latency ? device.Path with { RoundTrip = latency } : device.Path,
        };
    }

    /// <inheritdoc/>
    public ServerSettings Settings { get; }

    /// <inheritdoc/>
    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?> OpenAsync(CancellationToken cancellation)
    {
        if (_faults.Plays(FaultKind.ResetOnConnect))
            throw new ConnectionResetException();
        if (_faults.Plays(FaultKind.Silent))
            await Task.Delay(Timeout.Infinite, cancellation);
        if (_faults.Plays(FaultKind.LinesTaken))
            return _device.Platform == "linux" ? Once("Exceeded MaxStartups\r\n"u8.ToArray()) : Nothing();
        if (_faults.Plays(FaultKind.GarbageBanner))
            return Once(GarbageBanner);
        if (_faults.Plays(FaultKind.BannerFlood))
            return Endless(TimeSpan.Zero);
        return _faults.Plays(FaultKind.EndlessBanner) ? Endless(TimeSpan.FromMilliseconds(50)) : null;
    }

    /// <inheritdoc/>
    public ValueTask ReachAsync(ConnectionStage stage, CancellationToken cancellation)
    {
        switch (stage)
        {
            case ConnectionStage.Identified:
                _faults.Plays(FaultKind.NoCommonAlgorithm);
                break;
            case ConnectionStage.Encrypted:
                foreach (var kind in OfSettings)
                    _faults.Plays(kind);
                break;
            case ConnectionStage.KeyExchange when _faults.Plays(FaultKind.ResetInKeyExchange):
            case ConnectionStage.Starting when _faults.Plays(FaultKind.ResetOnShell):
                throw new ConnectionResetException();
        }

        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AuthenticateAsync(AuthenticationAttempt attempt, CancellationToken cancellation)
    {
        if (_faults.Plays(FaultKind.ResetInAuthentication))
            throw new ConnectionResetException();
        if (_faults.Plays(FaultKind.AuthenticationSilent))
            await Task.Delay(Timeout.Infinite, cancellation);
        if (_faults.Plays(FaultKind.AuthenticationRefused))
            return false;
        bool isRight = attempt.Method is "password" or "keyboard-interactive"
            && attempt.User == _device.Credential.Username
            && attempt.Secret == _device.Credential.Password;
        if (!isRight)
            return false;
        _login ??= _farm.TryLogIn(_device);
        return _login is not null;
    }

    /// <inheritdoc/>
    public Task<int> RunAsync(ISessionChannel channel, string? command, CancellationToken cancellation)
    {
        var session = new ShellSession(_device, _farm, _faults, _find, _time, channel, command is not null, cancellation);
        return command is null ? session.RunShellAsync() : session.RunCommandAsync(command);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _login?.Dispose();
        _login = null;
        return default;
    }

    private HostKey HostKey(HostKeyType type) =>
        _farm.HostKey(_device, type, isAnother: _faults.Plays(FaultKind.HostKeyChanged));

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless(TimeSpan pause)
    {
        // RFC 4253 section 4.2 allows lines before the identification and says nothing of how many.
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(
            "Authorised use only. This system is monitored; disconnect now if you are not expected.\r\n", 12)));
        while (true)
        {
            yield return lines;
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _time);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Once(ReadOnlyMemory<byte> bytes)
    {
        await Task.CompletedTask;
        yield return bytes;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }
}
