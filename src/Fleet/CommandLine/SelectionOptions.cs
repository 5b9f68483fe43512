using System.CommandLine;
using Fleet.Inventory;

namespace Fleet.CommandLine;

/// <summary>The options that select devices of an inventory.</summary>
internal sealed class SelectionOptions
{
    public SelectionOptions()
    {
        Device = Filter("--device", "Only devices of these names");
        Site = Filter("--site", "Only devices of these sites");
        Group = Filter("--group", "Only members of these groups");
        Tag = Filter("--tag", "Only devices with these tags");
        Limit = new Option<int?>("--limit")
        {
            Description = "Only the first N of the selected devices",
            HelpName = "N",
        };
        Limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--limit is a number of devices, 1 or more.");
            }
        });
    }

    private Option<string[]> Device { get; }

    private Option<string[]> Site { get; }

    private Option<string[]> Group { get; }

    private Option<string[]> Tag { get; }

    private Option<int?> Limit { get; }

    public void AddTo(Command command)
    {
        command.Add(Device);
        command.Add(Site);
        command.Add(Group);
        command.Add(Tag);
        command.Add(Limit);
    }

    /// <summary>What the arguments select.</summary>
    public DeviceSelection Selection(ParseResult arguments, IReadOnlyList<string> names) => new(
    [
        new("--device", [.. arguments.GetValue(Device)!, .. names], d => [d.Name]),
        new("--site", arguments.GetValue(Site)!, d => [d.Site]),
        new("--group", arguments.GetValue(Group)!, d => d.Groups),
        new("--tag", arguments.GetValue(Tag)!, d => d.Tags),
    ],
    arguments.GetValue(Limit));

    private static Option<string[]> Filter(string name, string description) => new(name)
    {
        Description = description + "; * and ? stand for any text and any character, may be repeated",
        HelpName = "PATTERN",
        DefaultValueFactory = _ => [],
    };
}
