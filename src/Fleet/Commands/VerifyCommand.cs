using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet verify</c>: whether the store is whole.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new FleetCommand("verify", "Checks that nothing is lost or damaged in the store; changes nothing")
        {
            Notes =
            [
                "Reads everything: every output is hashed, every event decoded, every run summed up.\n"
                + "Exit code: 0 when all is well, 2 when something was found, 1 when it could not be checked.",
            ],
            Examples = [new("after a power cut", "fleet verify --data ./fleet-data")],
        };
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) =>
            RunAsync(terminal, arguments.GetValue(common.Data)!, arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, bool json)
    {
        await using var store = StoreReader.Open(data);
        var checks = Composition.Verify(store.Folder).Checks
            .Select(c => new VerifyCheckJson(c.Name, c.Checked, c.Problems)).ToList();
        var clean = checks.All(c => c.Problems.Count == 0);
        if (json)
        {
            terminal.PrintJson(new VerifyJson(clean, checks), Json.Default.VerifyJson);
        }
        else
        {
            Print(terminal, checks);
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
