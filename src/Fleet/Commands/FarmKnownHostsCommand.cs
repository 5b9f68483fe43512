using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farm.Fleets;
using Fleet.Farming;

namespace Fleet.Commands;

/// <summary><c>fleet farm known-hosts</c>: the right host keys of a simulated fleet.</summary>
internal static class FarmKnownHostsCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new FleetOptions();
        var command = new FleetCommand(
            "known-hosts", "Prints the host keys of a simulated fleet in OpenSSH's known_hosts format")
        {
            Notes =
            [
                """
                With them, host keys can be checked strictly, and devices with the fault host-key-changed are found out at
                the first contact. 'fleet.host-keys.known-hosts' of the configuration names the file; ssh takes it with
                -o UserKnownHostsFile=FILE.
                """,
            ],
            Examples =
            [
                new("keep the keys beside the inventory", "fleet farm known-hosts faults > faults.known_hosts"),
            ],
        };
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            FleetKnownHosts.Write(options.Fleet(arguments), options.Port(arguments), terminal.Out);
            return ExitCode.Success;
        });
        return command;
    }
}
