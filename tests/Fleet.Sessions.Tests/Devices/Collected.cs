using System.Text;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>Outputs in memory, and the shortest way to run a session.</summary>
internal sealed class Collected : IOutputSink
{
    /// <summary>Pauses short enough for tests, long enough for a machine that is busy.</summary>
    public static readonly QuietTimes Quick =
        new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600));

    private readonly Dictionary<string, byte[]> _outputs = [];

    /// <summary>The outputs that were completed.</summary>
    public IReadOnlyDictionary<string, byte[]> Outputs => _outputs;

    /// <summary>How many outputs were begun and not disposed of.</summary>
    public int Open { get; private set; }

    public required SessionResult Result { get; set; }

    public string this[string command] => Encoding.UTF8.GetString(_outputs[command]);

    public IOutput Begin(string command)
    {
        Open++;
        return new Output(this, command);
    }

    public static async Task<Collected> FromAsync(
        ISshTransport device,
        PlatformDefinition platform,
        IReadOnlyList<string> commands,
        SessionLimits? limits = null,
        Login? login = null,
        QuietTimes? quiet = null,
        bool typesAhead = true,
        CancellationToken cancellation = default)
    {
        var sink = new Collected { Result = null! };
        var request = new SessionRequest(
            new Device { Name = "r1", Host = "192.0.2.1", Platform = platform.Name, Credential = "lab" },
            login ?? new Login { Username = "admin", Password = "login-secret" },
            platform,
            commands,
            limits ?? new SessionLimits { Command = TimeSpan.FromSeconds(10), Session = TimeSpan.FromSeconds(20) })
        {
            TypesAhead = typesAhead,
        };
        sink.Result = await new DeviceSession(device, quiet ?? Quick).RunAsync(request, sink, cancellation);
        if (device is ScriptedDevice scripted)
            await scripted.Played.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        return sink;
    }

    private sealed class Output(Collected sink, string command) : IOutput
    {
        private readonly MemoryStream _bytes = new();

        public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        public void Complete() => sink._outputs.Add(command, _bytes.ToArray());

        public void Dispose() => sink.Open--;
    }
}
