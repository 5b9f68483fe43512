using System.Collections.Concurrent;
using System.Globalization;

namespace Fleet.Farm.Tests.Server.Fuzz;

/// <summary>
/// Nothing that a client sends crashes the server, hangs it or makes it grow. <c>FLEET_FUZZ_ROUNDS=100000</c> makes a
/// campaign of it, <c>FLEET_FUZZ_SEED</c> another one.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FuzzTests
{
    private const int AtOnce = 4;
    private const long Growth = 4 * 1024 * 1024;

    [Fact]
    public async Task Malformed_input_neither_crashes_nor_hangs_the_server_nor_makes_it_grow()
    {
        int rounds = Number("FLEET_FUZZ_ROUNDS", 3000);
        int seed = Number("FLEET_FUZZ_SEED", 1);
        var unobserved = new ConcurrentQueue<Exception>();
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        try
        {
            await using var server = new EchoServer();
            var plaintext = await PlaintextFuzz.RecordAsync(server.Port);
            int done = 0;
            long messages = 0;

            async Task PlayAsync(int from, int to) => await Parallel.ForEachAsync(
                Enumerable.Range(from, to - from),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (round, _) =>
                {
                    var mutator = new Mutator(unchecked((seed * 1_000_003) + round));
                    if (round % 2 == 0)
                        await plaintext.PlayAsync(server.Port, mutator);
                    else
                        Interlocked.Add(ref messages, await PacketFuzz.PlayAsync(server.Port, mutator));
                    if (Interlocked.Increment(ref done) % 100 == 0)
                        await RequireHealthyAsync(server);
                });

            await PlayAsync(0, rounds / 3);
            await server.IsOpenAsync(0);
            long before = Memory();
            await PlayAsync(rounds / 3, rounds);
            await server.IsOpenAsync(0);
            long growth = Memory() - before;

            await RequireHealthyAsync(server);
            TestContext.Current.SendDiagnosticMessage(
                $"{rounds} rounds, {messages} packets, {growth / 1024} kB of growth, {server.Server.Figures}");
            Assert.Empty(unobserved);
            Assert.True(growth < Growth, $"{growth} bytes more after {rounds} rounds");
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }
    }

    private static async Task RequireHealthyAsync(EchoServer server)
    {
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.StartAsync(null);
        await client.PromptAsync();
        client.SendData(channel, "print 100\r"u8.ToArray());
        Assert.StartsWith("print 100\r\n", await client.PromptAsync(), StringComparison.Ordinal);
    }

    private static long Memory()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
