using BenchmarkDotNet.Attributes;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Storage.Outputs;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>
/// Commits of outputs: of one session after the other, each in a transaction of its own, and of many at once, which the
/// writer puts into transactions of 64.
/// </summary>
[BenchmarkCategory("5 output store")]
public class OutputStoreBenchmarks
{
    private const int Sessions = 512;

    private TemporaryFolder _folder = null!;
    private OutputStore _store = null!;
    private OutputSpool[] _spools = [];
    private int _device;

    [GlobalSetup]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _store = OutputStore.Open(_folder.Data);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _store.DisposeAsync().AsTask().Wait();
        _folder.Dispose();
    }

    [IterationSetup(Targets = [nameof(OneByOne), nameof(Together)])]
    public void SpoolNew() => _spools = [.. Enumerable.Range(0, Sessions).Select(_ => Next())];

    [IterationSetup(Target = nameof(Unchanged))]
    public void SpoolStored()
    {
        SpoolNew();
        Together().Wait();
    }

    [IterationCleanup]
    public void Drop() => Array.ForEach(_spools, spool => spool.Dispose());

    [Benchmark(Description = "15 new outputs, a transaction a session", OperationsPerInvoke = Sessions)]
    public async Task OneByOne()
    {
        foreach (var spool in _spools)
        {
            await _store.CommitAsync(spool.Outputs, CancellationToken.None);
        }
    }

    [Benchmark(Description = "15 new outputs, many sessions at once", OperationsPerInvoke = Sessions)]
    public Task Together() => Task.WhenAll(_spools.Select(s => _store.CommitAsync(s.Outputs, CancellationToken.None)));

    [Benchmark(Description = "15 unchanged outputs, many sessions at once", OperationsPerInvoke = Sessions)]
    public Task Unchanged() => Together();

    private OutputSpool Next() =>
        SpoolBenchmarks.SpoolOf(_store, SampleSession.Of(_device++ % SampleSession.Devices).Outputs);
}
