using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farm.Fleets;
using Fleet.Farming;

namespace Fleet.Commands;

/// <summary><c>fleet farm inventory</c>: what a collector needs to know of a simulated fleet.</summary>
internal static class FarmInventoryCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new FleetOptions();
        var command = new FleetCommand(
            "inventory", "Prints the inventory of a simulated fleet (YAML): devices, 15 commands each, and credentials")
        {
            Notes = ["The same profile and options give the same fleet as they do to 'fleet farm run'."],
            Examples =
            [
                new("for a farm that was started so: fleet farm run mixed", "fleet farm inventory mixed > mixed.yaml"),
                new("a large one on another port", "fleet farm inventory lan --devices 28000 --port 3000 > lan.yaml"),
            ],
        };
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            FleetInventory.Write(options.Fleet(arguments), options.Port(arguments), terminal.Out);
            return ExitCode.Success;
        });
        return command;
    }
}
