using System.Text.Json;
using Fleet.Commands;
using Fleet.Inventory;

namespace Fleet.Tests.Commands;

public class InventoryCommandTests
{
    private static readonly Device[] Devices =
    [
        new()
        {
            Name = "sw1",
            Host = "2001:db8::1",
            Port = 2022,
            Platform = "arista_eos",
            Credential = "lab",
            Groups = ["core"],
            Commands = ["show version", "show interfaces"],
        },
    ];

    [Fact]
    public void Devices_are_shown_as_resolved()
    {
        var terminal = new TestTerminal();
        InventoryCommand.Print(terminal.Terminal, Devices, json: false);

        Assert.Matches(@"sw1 +\[2001:db8::1\]:2022 +arista_eos +default +lab +core +2", terminal.Output);
        Assert.Contains("1 device, 2 outputs in a run, 1 site", terminal.Output);
    }

    [Fact]
    public void Json_has_every_field_but_no_secrets()
    {
        var terminal = new TestTerminal();
        InventoryCommand.Print(terminal.Terminal, Devices, json: true);

        using var json = JsonDocument.Parse(terminal.Output);
        Assert.Equal(
            ["name", "host", "port", "platform", "site", "credential", "commands", "tags", "groups"],
            json.RootElement.GetProperty("devices")[0].EnumerateObject().Select(p => p.Name));
    }
}
