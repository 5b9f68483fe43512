using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farming;
using Fleet.Formatting;
using Fleet.Reading;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet verify</c>: whether the store is whole.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var farm = new Option<string?>("--farm")
        {
            Description = "Compare with the record of a simulated fleet, too: that of 'fleet farm run --record FILE'",
            HelpName = "FILE",
        };
        var command = new FleetCommand("verify", "Checks that nothing is lost or damaged in the store; changes nothing")
        {
            Notes =
            [
                "Reads everything: every output is hashed, every event decoded, every run summed up.\n"
                + "With --farm, every stored output is compared with what the farm sent in that session, byte for byte by\n"
                + "its hash, and every device's failure with the fault that it has. Sessions of before the record, and\n"
                + "devices with faults that come or go, are not judged.\n"
                + "Exit code: 0 when all is well, 2 when something was found, 1 when it could not be checked.",
            ],
            Examples =
            [
                new("after a power cut", "fleet verify --data ./fleet-data"),
                new("after a sweep of a simulated fleet", "fleet verify --farm farm.jsonl"),
            ],
        };
        command.Add(farm);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) =>
            RunAsync(terminal, arguments.GetValue(common.Data)!, arguments.GetValue(farm), arguments.GetValue(common.Json)));
        return command;
    }

    internal static async Task<int> RunAsync(Terminal terminal, string data, string? farm, bool json)
    {
        var record = farm is null ? null : FarmRecord.Load(farm);
        await using var store = StoreReader.Open(data);
        var checks = Composition.Verify(store.Folder).Checks
            .Select(c => new VerifyCheckJson(c.Name, c.Checked, c.Problems)).ToList();
        var comparison = record is null ? null : FarmComparison.Of(store.Folder, record, farm!);
        checks.AddRange(comparison?.Checks ?? []);
        var clean = checks.All(c => c.Problems.Count == 0);
        if (json)
        {
            terminal.PrintJson(new VerifyJson(clean, checks, comparison?.Json), Json.Default.VerifyJson);
        }
        else
        {
            Print(terminal, checks);
            comparison?.Print(terminal);
        }

        return clean ? ExitCode.Success : ExitCode.SomeFailed;
    }

    internal static void Print(Terminal terminal, IReadOnlyList<VerifyCheckJson> checks)
    {
        var table = Tables.Create("", "CHECK", ">LOOKED AT", ">FINDINGS");
        foreach (var check in checks)
        {
            var (word, style) = check.Problems.Count == 0 ? ("ok", Styles.Good) : ("NOT OK", Styles.Bad);
            table.Add(
                (word, style),
                (check.Name, null),
                (Figures.Count(check.Checked), null),
                (Figures.Count(check.Problems.Count), style));
        }

        terminal.Print(table);
        foreach (var check in checks.Where(c => c.Problems.Count > 0))
        {
            terminal.PrintLine();
            terminal.PrintLine($"Not true that {check.Name}:");
            foreach (var problem in check.Problems)
            {
                terminal.PrintLine($"  {problem}");
            }
        }
    }
}
