using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.LoadTests.Benchmarks.Inputs;

/// <summary>What a device of the farm's profile <c>lan</c> says in a session: 15 outputs of about 5 kB.</summary>
/// <param name="Device">The device.</param>
/// <param name="Outputs">The outputs as they are stored, in the order of the device's commands.</param>
internal sealed record SampleSession(SimulatedDevice Device, IReadOnlyList<byte[]> Outputs)
{
    private static readonly SimulatedFleet Fleet =
        new(ProfileFile.Load("lan", new ProfileChanges(Devices: Devices)).Profile!);

    /// <summary>How many devices there are.</summary>
    public const int Devices = 28_000;

    /// <summary>The port that the fleet's devices listen at.</summary>
    public const int Port = 2222;

    /// <summary>The fleet's host keys in the format of <c>known_hosts</c>.</summary>
    public static void WriteKnownHosts(TextWriter writer) => FleetKnownHosts.Write(Fleet, Port, writer);

    /// <summary>A device of the fleet.</summary>
    /// <param name="device">0 to below <see cref="Devices"/>.</param>
    public static SimulatedDevice DeviceAt(int device) => Fleet[device];

    /// <summary>The session of a device, the same each time.</summary>
    /// <param name="device">0 to below <see cref="Devices"/>.</param>
    public static SampleSession Of(int device) =>
        new(Fleet[device], [.. Fleet[device].Commands.Select(c => Output(Fleet[device], c))]);

    /// <summary>What a terminal receives: the greeting, then an answer to each line that is typed.</summary>
    /// <param name="packetBytes">Most bytes in a packet.</param>
    public IReadOnlyList<byte[][]> Received(int packetBytes)
    {
        var prompt = $"{Device.Name}#";
        string[] typed = ["terminal width 511", "terminal length 0", .. Device.Commands];
        byte[][] printed = [[], [], .. Outputs];
        IEnumerable<string> answers = typed.Zip(
            printed, (line, output) => $"{line}\n{Encoding.ASCII.GetString(output)}{prompt}");
        return
        [
            .. answers.Prepend($"\n{prompt}").Select(text => Encoding.ASCII
                .GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Chunk(packetBytes).ToArray()),
        ];
    }

    private static byte[] Output(SimulatedDevice device, string command)
    {
        var content = ((CommandMatch.Found)DeviceContent.Find(device.Platform, command)).Content;
        using var text = new TextBuffer();
        foreach (var part in content.Parts(new OutputContext(device, content.Name, Epoch: 0)))
        {
            part(text);
        }

        return text.Written.ToArray();
    }
}
