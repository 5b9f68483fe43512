using System.Text;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.RealDevices;

/// <summary>
/// FRR's <c>vtysh</c> behind OpenSSH: what is stored are the bytes that <c>vtysh -c</c> prints locally.
/// </summary>
public sealed class FrrTests
{
    /// <summary>Commands that print the same a minute later; the last four are several pages long.</summary>
    private static readonly string[] Steady =
    [
        "show version",
        "show interface",
        "show ip route summary",
        "show ip ospf route",
        "show bgp ipv4 unicast",
        "show running-config",
        "show bgp ipv4 unicast json",
        "list",
    ];

    /// <summary>Commands that print ages and states; the first is several pages long.</summary>
    private static readonly string[] Moving = ["show ip route", "show bgp summary"];

    [Theory]
    [InlineData("frr")]
    [InlineData("frr_exec")]
    public async Task Ten_commands_yield_what_vtysh_prints_locally(string platform)
    {
        var router = TestLab.RequireFrr();
        using var work = Work(router, platform);
        var printed = Moving.ToDictionary(c => c, _ => new HashSet<string>());

        // Ages and states change once a second at most: whatever is collected is printed here as well.
        var collecting = work.RunAsync("collect", "-i", "fleet.yaml", "--platforms", "platforms");
        while (!collecting.IsCompleted)
        {
            foreach (var command in Moving)
                printed[command].Add(Encoding.UTF8.GetString(router.Run(command)));
            await Task.WhenAny(collecting, Task.Delay(100));
        }

        await collecting;
        foreach (var command in Steady)
            Bytes.Equal(router.Run(command), await work.OutputAsync("r1", command), command);
        foreach (var command in Moving)
            Assert.Contains(Encoding.UTF8.GetString(await work.OutputAsync("r1", command)), printed[command]);
        // One session: type-ahead, which is on for vtysh, did not fail.
        Assert.Single((await work.ReadAsync("events", "r1")).AsArray());
        await work.RunAsync("verify");
    }

    private static UserFolder Work(LabRouter router, string platform)
    {
        var work = new UserFolder();
        work.WriteInventory(new TestDevice(
            "r1", router.Server, Credentials.Password(TestLab.Frr), platform, [.. Steady, .. Moving]));
        File.WriteAllText(work.PathOf("platforms", "frr_exec.yaml"), """
            channel: exec
            prompt_pattern: '^[\w.\-]+#\s?$'
            default_mode: enable
            modes:
              - { name: enable, prompt_pattern: '^[\w.\-]+#\s?$' }
            """);
        return work;
    }
}
