using Fleet.CommandLine;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;

namespace Fleet.Tests.Farming;

public class FarmCommandTests
{
    [Fact]
    public async Task The_inventory_is_complete_and_every_platform_is_known()
    {
        var terminal = new TestTerminal();
        Assert.Equal(ExitCode.Success, await terminal.RunAsync("farm", "inventory", "mixed", "--devices", "60", "--port", "3000", "--seed", "4", "--epoch", "2"));

        var platforms = PlatformCatalog.Load(null, out _).Platforms.Keys;
        var result = InventoryFile.Parse(terminal.Output, "inventory.yaml", [.. platforms]);
        Assert.Empty(result.Errors);
        Assert.Equal(60, result.Inventory!.Devices.Count);
        Assert.All(result.Inventory.Devices, d => Assert.Equal((3000, 15), (d.Port, d.Commands.Count)));
        Assert.Equal(6, result.Inventory.Devices.Select(d => d.Platform).Distinct().Count());
    }

    [Fact]
    public async Task The_known_hosts_have_a_line_for_each_device_and_are_the_same_each_time()
    {
        var (one, other) = (new TestTerminal(), new TestTerminal());
        await one.RunAsync("farm", "known-hosts", "lan", "--devices", "20", "--port", "3000");
        await other.RunAsync("farm", "known-hosts", "lan", "--devices", "20", "--port", "3000");

        var lines = one.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(20, lines.Distinct().Count());
        Assert.Matches(@"^\[127\.1\.1\.1\]:3000 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$", lines[0]);
        Assert.Equal(one.Output, other.Output);
    }

    [Fact]
    public async Task The_profiles_are_listed_and_their_texts_can_be_had()
    {
        var (list, text) = (new TestTerminal(), new TestTerminal());
        await list.RunAsync("farm", "profiles");
        await text.RunAsync("farm", "profiles", "mixed");

        Assert.Matches(@"\nmixed +2,000  A fleet as there are many", list.Output);
        Assert.Contains("\nplatforms:\n", text.Output);
    }

    [Theory]
    [InlineData("farm inventory mixd", "mixd: there is no profile of this name, nor such a file, did you mean 'mixed'?")]
    [InlineData("farm profiles wann", "fleet: there is no built-in profile 'wann', did you mean 'wan'?")]
    [InlineData("farm run lan --port 65534", "fleet: --port '65534' is no port, from 0 to 65,533")]
    [InlineData("farm inventory lan --port 0", "fleet: --port '0' is no port, from 1 to 65,533")]
    [InlineData("farm run lan --devices 0", "fleet: --devices '0' is no number of devices, from 1 to 1,000,000")]
    [InlineData("farm run lan --epoch -1", "fleet: --epoch '-1' is no epoch, of 0 or more")]
    [InlineData("farm run lan --record /no/such/folder/x.jsonl", "fleet: /no/such/folder/x.jsonl: the record cannot be written: Could not find a part of the path '/no/such/folder/x.jsonl'.")]
    [InlineData("verify --farm no-such.jsonl", "fleet: no-such.jsonl: there is no such file; 'fleet farm run PROFILE --record no-such.jsonl' writes one")]
    [InlineData("demo --devices 5", "fleet: --devices '5' is no number of devices, from 50 to 28,000")]
    public async Task A_mistake_gets_one_line(string line, string error)
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync(line.Split(' ')));
        Assert.Equal(error, terminal.ErrorLines[0]);
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task Errors_of_a_profile_are_printed_as_compilers_do()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "devices: many\nsites: 0\n");
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync("farm", "run", path));
        Assert.Equal(
            [
                $"{path}:1:10: devices is a whole number from 1 to 1000000, not 'many'",
                $"{path}:2:8: sites is a whole number from 1 to 1000000, not '0'",
            ],
            terminal.ErrorLines);
        File.Delete(path);
    }
}
