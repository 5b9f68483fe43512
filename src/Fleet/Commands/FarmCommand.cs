using System.CommandLine;
using Fleet.CommandLine;

namespace Fleet.Commands;

/// <summary><c>fleet farm</c>: simulated fleets to try things on.</summary>
internal static class FarmCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new FleetCommand("farm", "Plays fleets of simulated devices, and their faults, to try things on")
        {
            Notes =
            [
                """
                Every device answers at its own address in 127.0.0.0/8, all on one port: nothing but SSH to this machine is
                needed, and nothing on the network is touched. What a device is and what it prints follows from the profile,
                the seed and the epoch alone.
                """,
            ],
            Examples =
            [
                new("a fleet of 2,000 devices of six platforms", "fleet farm run mixed"),
                new("its inventory", "fleet farm inventory mixed > mixed.yaml"),
                new("in another terminal: collect it", "fleet collect --inventory mixed.yaml"),
            ],
        };
        command.Add(FarmRunCommand.Create(terminal, common));
        command.Add(FarmInventoryCommand.Create(terminal));
        command.Add(FarmKnownHostsCommand.Create(terminal));
        command.Add(FarmProfilesCommand.Create(terminal, common));
        return command;
    }
}
