using System.CommandLine;
using Fleet.Collecting;
using Fleet.CommandLine;

namespace Fleet.Commands;

/// <summary><c>fleet collect</c>: one run, from the first session to the closing summary.</summary>
internal static class CollectCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var options = new CollectOptions(common);
        var command = new FleetCommand("collect", "Collects the output of commands from devices")
        {
            Notes =
            [
                """
                Ctrl-C lets the sessions in flight finish; a second one abandons them; a third one exits at once. What
                was collected is kept, and --resume goes on from there.

                A device that keeps failing is set aside for a while, and not tried until then; 'fleet release' ends that.

                Exit codes:
                  0 all devices collected, 2 some failed, 1 could not run, 130 interrupted

                With --json there is a line for each session as soon as it is durable, with event "session" and the
                sha256 of every output, and one with event "skipped" for each device that is not tried; progress goes to
                standard error. The last line is an object with these fields:
                  run                          id of the run
                  devices                      devices to collect = collected + failed + cancelled;
                                               with --resume: those with something missing
                  collected                    devices whose every command was collected
                  failed, cancelled            devices with a command that failed for good; devices stopped before
                  notTried                     those of the failed that were not tried, or not again
                  outputs, bytes               outputs collected and durable, and their size
                  wallSeconds                  from the first session to everything being durable and readable
                  sessionsPerSecond            sessions, failed ones and retries included, by wallSeconds
                  cpuMsPerSession, peakRssMb   what this process cost
                """,
            ],
            Examples =
            [
                new("one device, without an inventory; asks for the password",
                    "fleet collect admin@192.0.2.1 --platform cisco_iosxe --command 'show version'"),
                new("a whole inventory", "fleet collect --inventory fleet.yaml"),
                new("the core switches of one site", "fleet collect -i fleet.yaml --site ams1 --group core"),
                new("go on with a run that was cut off", "fleet collect -i fleet.yaml --resume latest"),
                new("a new run of what failed in the last one", "fleet collect -i fleet.yaml --failed latest"),
            ],
        };
        options.AddTo(command);
        command.SetAction((arguments, _) => new Collector(terminal, options.Read(arguments)).RunAsync());
        return command;
    }
}
