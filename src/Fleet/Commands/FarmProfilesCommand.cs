using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farm.Profiles;
using Fleet.Farming;
using Fleet.Formatting;

namespace Fleet.Commands;

/// <summary><c>fleet farm profiles</c>: the built-in profiles.</summary>
internal static class FarmProfilesCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var name = new Argument<string?>("PROFILE")
        {
            HelpName = "PROFILE",
            Description = "Print the text of this one",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add([.. BuiltInProfiles.Names]);
        var command = new FleetCommand("profiles", "Lists the built-in profiles, or prints the text of one to start your own from")
        {
            Examples =
            [
                new("what there is", "fleet farm profiles"),
                new("a profile of your own", "fleet farm profiles mixed > mine.yaml"),
            ],
        };
        command.Add(name);
        command.Add(common.Json);
        command.SetAction(arguments =>
        {
            Print(terminal, arguments.GetValue(name), arguments.GetValue(common.Json));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(Terminal terminal, string? name, bool json)
    {
        if (name is not null)
        {
            terminal.Out.Write(BuiltInProfiles.Find(name)
                ?? throw new CommandException($"there is no built-in profile '{name}'{BuiltInProfiles.DidYouMean(name)}"));
        }
        else if (json)
        {
            terminal.PrintJson<IReadOnlyList<FarmProfileJson>>(
                [.. BuiltInProfiles.Names.Select(n => new FarmProfileJson(n, DevicesOf(n), BuiltInProfiles.Describe(n)))],
                Json.Default.IReadOnlyListFarmProfileJson);
        }
        else
        {
            var table = Tables.Create("PROFILE", ">DEVICES", "WHAT IT IS");
            foreach (var profile in BuiltInProfiles.Names)
            {
                table.Add(profile, Figures.Count(DevicesOf(profile)), BuiltInProfiles.Describe(profile));
            }

            terminal.Print(table);
        }
    }

    private static int DevicesOf(string profile) => FleetOptions.Load(profile, new ProfileChanges()).Count;
}
