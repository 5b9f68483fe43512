using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Inventory;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet inventory</c>: whether an inventory is right, and what it comes to.</summary>
internal static class InventoryCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "The inventory (YAML)" };
        var selection = new SelectionOptions();
        var command = new FleetCommand(
            "inventory", "Checks an inventory and lists its devices as they are collected, with groups and defaults applied")
        {
            Examples =
            [
                new("check a file before it is used", "fleet inventory fleet.yaml"),
                new("what would be collected at one site", "fleet inventory fleet.yaml --site ams1"),
            ],
        };
        command.Add(file);
        selection.AddTo(command);
        command.Add(common.Platforms);
        command.Add(common.Json);
        command.SetAction(arguments =>
        {
            var inventory = Composition.Inventory(
                arguments.GetValue(file)!, Composition.Platforms(arguments.GetValue(common.Platforms)));
            Print(terminal, selection.Selection(arguments, []).Of(inventory.Devices), arguments.GetValue(common.Json));
            return ExitCode.Success;
        });
        return command;
    }

    internal static void Print(Terminal terminal, IReadOnlyList<Device> devices, bool json)
    {
        if (json)
        {
            terminal.PrintJson(new InventoryJson([.. devices.Select(ToJson)]), Json.Default.InventoryJson);
            return;
        }

        terminal.Print(Table(devices));
        terminal.PrintLine();
        terminal.PrintLine($"{Figures.Count(devices.Count, "device")}, {Figures.Count(devices.Sum(d => d.Commands.Count), "output")} "
            + $"in a run, {Figures.Count(devices.Select(d => d.Site).Distinct(StringComparer.OrdinalIgnoreCase).Count(), "site")}");
    }

    private static Table Table(IReadOnlyList<Device> devices)
    {
        var table = Tables.Create("DEVICE", "ADDRESS", "PLATFORM", "SITE", "CREDENTIAL", "GROUPS", "TAGS", ">COMMANDS");
        foreach (var device in devices)
        {
            table.Add(
                device.Name,
                new Target(null, device.Host, device.Port).Name,
                device.Platform,
                device.Site,
                device.Credential,
                string.Join(", ", device.Groups),
                string.Join(", ", device.Tags),
                Figures.Count(device.Commands.Count));
        }

        return table;
    }

    private static InventoryDeviceJson ToJson(Device device) => new(
        device.Name, device.Host, device.Port, device.Platform, device.Site, device.Credential, device.Commands, device.Tags,
        device.Groups, RetryJson.Of(device.Retry));
}
