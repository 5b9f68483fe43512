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
        Limit = CommonOptions.Number("--limit", "Only the first N of the selected devices", "number of devices");
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
        Description = description + "; * and ? are wildcards, may be repeated",
        HelpName = "PATTERN",
        DefaultValueFactory = _ => [],
    };
}
