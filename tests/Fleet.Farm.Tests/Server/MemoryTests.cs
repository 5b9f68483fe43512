namespace Fleet.Farm.Tests.Server;

/// <summary>What open connections hold.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    [Fact]
    public async Task An_open_session_takes_little_memory_and_an_idle_one_no_buffer()
    {
        const int Sessions = 500;
        await using var server = new EchoServer();
        var clients = new List<TestClient>();
        await AddAsync(50);
        long before = Memory();
        await AddAsync(Sessions);
        // Client and server together; a buffer would be 4 kB at least.
        long each = (Memory() - before) / Sessions;
        TestContext.Current.SendDiagnosticMessage($"{each} bytes a session, with its client");
        Assert.True(each < 16_000, $"{each} bytes a session, with its client");
        foreach (var client in clients)
            await client.DisposeAsync();
        await server.IsOpenAsync(0);

        async Task AddAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var client = await TestClient.LogInAsync(server.Port);
                clients.Add(client);
                await client.StartAsync(null);
                await client.PromptAsync();
            }
        }

        static long Memory()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
