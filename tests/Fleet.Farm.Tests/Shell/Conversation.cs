using System.Net;
using System.Text;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Server;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Tests.Shell;

/// <summary>A user on a device's shell.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    private readonly CancellationTokenSource _connection = new();
    private readonly Task<int> _running;

    private Conversation(IServedDevice device, TestChannel channel, string? command)
    {
        Channel = channel;
        _running = device.RunAsync(channel, command, _connection.Token);
    }

    public TestChannel Channel { get; }

    /// <summary>The program on the channel.</summary>
    public Task<int> Running => _running;

    public static SimulatedDevice Device(string platform, string enable = "", ulong seed = 2, params FaultKind[] faults) => new()
    {
        Index = 0,
        Name = "r1",
        Site = "ams3",
        Platform = platform,
        Address = IPAddress.Loopback,
        Seed = seed,
        Credential = new FarmCredential("default", "admin", "secret", enable),
        Path = NetworkPath.Direct,
        IsLegacy = false,
        Outputs = new OutputShape(5_000, 0, 200_000, 0),
        Commands = ["show lines"],
        Faults = [.. faults.Select(f => new PlannedFault(f, TimeSpan.Zero, null))],
    };

    public static IServedDevice Connect(SimulatedDevice device, IFarm? farm = null, TimeProvider? time = null) =>
        new DeviceConnection(device, farm ?? new FakeFarm(), TestContent.Find, time ?? TimeProvider.System);

    public static Conversation Begin(
        SimulatedDevice device,
        IFarm? farm = null,
        TestChannel? channel = null,
        string? command = null,
        TimeProvider? time = null) =>
        new(Connect(device, farm, time), channel ?? new TestChannel(Vt100()), command);

    public static TerminalSize Vt100(int columns = 80, int rows = 24) => new("vt100", columns, rows);

    /// <summary>A user who has seen the first prompt.</summary>
    public static async Task<Conversation> AtPromptAsync(
        SimulatedDevice device, IFarm? farm = null, TestChannel? channel = null, TimeProvider? time = null)
    {
        Conversation conversation = Begin(device, farm, channel, time: time);
        await conversation.HearAsync();
        return conversation;
    }

    /// <summary>What the device says until it waits for the user, or ends.</summary>
    public async Task<string> HearAsync()
    {
        await Task.WhenAny(Channel.Idle, _running).WaitAsync(TimeSpan.FromSeconds(30));
        return Encoding.Latin1.GetString(Channel.TakeOutput());
    }

    /// <summary>Types, and hears what the device says to it.</summary>
    public Task<string> TypeAsync(string text)
    {
        Channel.Type(text);
        return HearAsync();
    }

    /// <summary>Types, and hears what the device says up to a text: while it prints much it looks for Ctrl-C.</summary>
    public async Task<string> TypeUntilAsync(string text, string end)
    {
        Channel.Type(text);
        var said = new StringBuilder();
        for (int i = 0; i < 1_000 && !said.ToString().EndsWith(end, StringComparison.Ordinal); i++)
        {
            await Task.Delay(10);
            said.Append(Encoding.Latin1.GetString(Channel.TakeOutput()));
        }

        return said.ToString();
    }

    /// <summary>Types line by line.</summary>
    public async Task TypeLinesAsync(params string[] lines)
    {
        foreach (string line in lines)
            await TypeAsync(line + "\r");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connection.Dispose();
    }
}
