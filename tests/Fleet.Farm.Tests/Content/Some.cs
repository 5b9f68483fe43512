using System.Net;
using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;
using Fleet.Farm.Server;

namespace Fleet.Farm.Tests.Content;

/// <summary>Devices and outputs to test with.</summary>
internal static class Some
{
    public static SimulatedDevice Device(string platform, ulong seed = 7, OutputShape? shape = null) => new()
    {
        Index = 0,
        Name = $"ams3-r{seed % 500}",
        Site = "ams3",
        Platform = platform,
        Address = IPAddress.Loopback,
        Seed = seed * 0x9E3779B97F4A7C15,
        Credential = new FarmCredential("default", "admin", "admin", ""),
        Path = NetworkPath.Direct,
        IsLegacy = false,
        Outputs = shape ?? new OutputShape(5_000, 0.6, 200_000, 0.2),
        Commands = [],
    };

    public static ICommandContent Command(string platform, string command) =>
        Assert.IsType<CommandMatch.Found>(DeviceContent.Find(platform, command)).Content;

    public static TextBuffer Write(TextBuffer text, SimulatedDevice device, ICommandContent content, int epoch = 0, int boots = 0)
    {
        text.Clear();
        foreach (OutputPart part in content.Parts(new OutputContext(device, content.Name, epoch, boots)))
            part(text);
        return text;
    }

    public static string Output(SimulatedDevice device, string command, int epoch = 0, int boots = 0)
    {
        using var text = new TextBuffer();
        Write(text, device, Command(device.Platform, command), epoch, boots);
        return Encoding.UTF8.GetString(text.Written.Span);
    }
}
