using System.Diagnostics;
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

    [Fact]
    public void An_inventory_of_28_000_devices_is_written_and_loaded_within_a_second_each()
    {
        var fleet = new SimulatedFleet(ProfileFile.Load("lan", new ProfileChanges(Devices: 28_000)).Profile!);
        string text = "";
        DeviceInventory? inventory = null;
        var written = Shortest(() => text = Write(fleet, 2222));
        var loaded = Shortest(() => inventory = Read(text));

        TestContext.Current.SendDiagnosticMessage("written in {0:0} ms, loaded in {1:0} ms", written.TotalMilliseconds, loaded.TotalMilliseconds);
        Assert.Equal(28_000, inventory!.Devices.Count);
        Assert.True(written < TimeSpan.FromSeconds(1), $"written in {written}");
        Assert.True(loaded < TimeSpan.FromSeconds(1), $"loaded in {loaded}");
    }

    // Of three times: other tests run meanwhile, and only ever add.
    private static TimeSpan Shortest(Action action) =>
        Enumerable.Range(0, 3).Min(_ =>
        {
            long began = Stopwatch.GetTimestamp();
            action();
            return Stopwatch.GetElapsedTime(began);
        });

    private static string Write(SimulatedFleet fleet, int port)
    {
        using var writer = new StringWriter();
        FleetInventory.Write(fleet, port, writer);
        return writer.ToString();
    }

    private static DeviceInventory Read(string text)
    {
        var result = InventoryFile.Parse(text, "inventory.yaml", Platforms);
        Assert.Empty(result.Errors);
        return result.Inventory!;
    }
}
