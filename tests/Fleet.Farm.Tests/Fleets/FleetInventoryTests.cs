using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;
using Fleet.Inventory;

namespace Fleet.Farm.Tests.Fleets;

public class FleetInventoryTests
{
    private static readonly string[] Platforms = [.. FarmPlatform.All.Select(p => p.Name)];

    [Fact]
    public void The_inventory_says_what_the_plan_says()
    {
        var fleet = new SimulatedFleet(ProfileFile.Load("faults", new ProfileChanges(Devices: 1000)).Profile!);
        var inventory = Read(Write(fleet, 3000));

        Assert.Equal(1000, inventory.Devices.Count);
        for (var i = 0; i < 1000; i++)
        {
            var (planned, written) = (fleet[i], inventory.Devices[i]);
            Assert.Equal(
                (planned.Name, planned.Address.ToString(), planned.Platform, planned.Site, planned.Credential.Name),
                (written.Name, written.Host, written.Platform, written.Site, written.Credential));
            Assert.Equal(planned.Commands, written.Commands);
            Assert.Equal(15, written.Commands.Count);
            Assert.Equal(PortOf(planned), written.Port);
            var credential = inventory.Credentials[written.Credential];
            Assert.Equal(planned.Credential.Username, credential.Username);
            Assert.Equal(new SecretReference.Plain(planned.Credential.Password), credential.Password);
            Assert.Equal(planned.Credential.Enable.Length > 0, credential.Secrets.ContainsKey("enable"));
        }

        static int PortOf(SimulatedDevice device) => device.Faults switch
        {
            [{ Kind: FaultKind.ConnectionRefused }] => 3001,
            [{ Kind: FaultKind.Unreachable, Until: null }] => 3002,
            _ => 3000,
        };
    }

    [Fact]
    public void Odd_names_and_passwords_survive()
    {
        var profile = ProfileFile.Parse("""
            credentials:
              - { name: 'a: b', username: 'ünï', password: '''#{}: null', enable: 'null' }
            """, "p").Profile!;
        var credential = Read(Write(new SimulatedFleet(profile), 22)).Credentials["a: b"];

        Assert.Equal("ünï", credential.Username);
        Assert.Equal(new SecretReference.Plain("'#{}: null"), credential.Password);
        Assert.Equal(new SecretReference.Plain("null"), credential.Secrets["enable"]);
    }

    internal static string Write(SimulatedFleet fleet, int port)
    {
        using var writer = new StringWriter();
        FleetInventory.Write(fleet, port, writer);
        return writer.ToString();
    }

    internal static DeviceInventory Read(string text)
    {
        var result = InventoryFile.Parse(text, "inventory.yaml", Platforms);
        Assert.Empty(result.Errors);
        return result.Inventory!;
    }
}
