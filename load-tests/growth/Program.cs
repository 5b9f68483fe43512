using System.Text.Json;
using Fleet.Collection.Configuration;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.Collector;

// One collector that does what the lines of its input say, and answers each with a line of JSON when it is idle again. It
// ends with its input. In between others can look at it from outside.
if (args is not [var inventory, var knownHosts, var data, var parallelism])
{
    Console.Error.WriteLine("Arguments: INVENTORY KNOWN_HOSTS DATA PARALLELISM");
    return 2;
}

var settings = FleetSettings.Load(null) with { Parallelism = Parallelism.Parse(parallelism) ?? Parallelism.Auto };
await using var collector = await InProcessCollector.StartAsync(inventory, knownHosts, data, settings);
while (Console.ReadLine() is { } line)
{
    object? answer = line switch
    {
        "sweep" => await SweepAsync(),
        "garbage" => CollectGarbage(),
        _ => null,
    };
    if (answer is null)
    {
        Console.Error.WriteLine($"'{line}': expected sweep or garbage");
        return 2;
    }

    Console.WriteLine(JsonSerializer.Serialize(answer));
}

return 0;

async Task<object> SweepAsync()
{
    var progress = (await collector.RunAsync(collector.Devices)).Progress;
    return new { devices = progress.Devices, collected = progress.Done };
}

static object CollectGarbage()
{
    // Twice, as what has a finalizer only goes after it has run. Aggressive gives back to the system what is free.
    for (var i = 0; i < 2; i++)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
    }

    var memory = GC.GetGCMemoryInfo(GCKind.Any);
    return new { heap = GC.GetTotalMemory(forceFullCollection: false), committed = memory.TotalCommittedBytes };
}
