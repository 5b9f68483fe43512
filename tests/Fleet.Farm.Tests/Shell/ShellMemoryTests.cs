namespace Fleet.Farm.Tests.Shell;

/// <summary>What open shells hold.</summary>
[Collection(nameof(Alone))]
public sealed class ShellMemoryTests
{
    [Fact]
    public async Task Idle_shells_hold_no_buffers()
    {
        const int Count = 2_000;
        var farm = new FakeFarm { Records = true };
        await Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe"), farm);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var users = new Conversation[Count];
        for (int i = 0; i < Count; i++)
        {
            users[i] = await Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe"), farm);
            await users[i].TypeAsync("show version\r");
        }

        farm.Outputs.Clear();
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        Assert.InRange(each, 500, 5_000); // Of which the test's own channel and device are most.
        foreach (Conversation user in users)
            await user.DisposeAsync();
    }
}
