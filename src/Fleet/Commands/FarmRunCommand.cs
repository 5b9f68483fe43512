using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farming;

namespace Fleet.Commands;

/// <summary><c>fleet farm run</c>: a simulated fleet, until it is stopped.</summary>
internal static class FarmRunCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var options = new FleetOptions(takesFreePort: true);
        var record = new Option<string?>("--record")
        {
            Description = "Append what is sent and played to this file (JSON lines), for 'fleet verify --farm'",
            HelpName = "FILE",
        };
        var http = CommonOptions.Number(
            "--http", "Serve live figures at http://127.0.0.1:PORT/figures; 0 takes a free port", "port", most: 65535, least: 0);
        http.HelpName = "PORT";
        var remote = new Option<bool>("--allow-remote")
        {
            Description = "Answer other machines too; anyone who knows the printed passwords can log in to devices that are not real",
        };
        var command = new FleetCommand("run", "Plays a simulated fleet until it is stopped (Ctrl-C)")
        {
            Notes =
            [
                """
                A line says when the devices can be reached; with --json it is an object with event "ready", and a last one
                with event "stopped" has the figures of the whole time. GET /figures has them at any time, and
                PUT /epoch/N begins another epoch.

                Exit codes:
                  0 stopped by a signal, 1 could not run, or the record could not be written
                """,
            ],
            Examples =
            [
                new("a fleet of 2,000 devices of six platforms", "fleet farm run mixed"),
                new("one with faults, and a record to compare a store with", "fleet farm run faults --record farm.jsonl"),
                new("then, when it was collected", "fleet verify --farm farm.jsonl"),
            ],
        };
        options.AddTo(command);
        command.Add(record);
        command.Add(http);
        command.Add(remote);
        command.Add(common.Json);
        command.SetAction((arguments, _) => new FarmRunner(terminal, new FarmRequest(
            options.Fleet(arguments),
            options.Port(arguments),
            options.Epoch(arguments),
            arguments.GetValue(record),
            arguments.GetValue(http),
            arguments.GetValue(remote),
            arguments.GetValue(common.Json))).RunAsync());
        return command;
    }
}
