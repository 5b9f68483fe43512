using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farming;

namespace Fleet.Commands;

/// <summary><c>fleet demo</c>: everything at once, without a device and without a question.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        const int Usual = 500;
        var devices = CommonOptions.Number("--devices", $"How many devices; default: {Usual}", "number of devices", 28_000, least: 50);
        var command = new FleetCommand("demo", "Shows what Fleet does, in less than a minute, with simulated devices on this machine")
        {
            Notes =
            [
                """
                Plays 500 devices of six platforms, some of them faulty, collects them twice into a temporary folder, shows an
                output and what changed in one, and compares everything with what the devices sent. Nothing on the network is
                touched; Ctrl-C ends it and leaves nothing behind.
                """,
            ],
            Examples = [new("nothing is needed for it", "fleet demo")],
        };
        command.Add(devices);
        command.SetAction((arguments, _) => new Demo(terminal, arguments.GetValue(devices) ?? Usual).RunAsync());
        return command;
    }
}
