using BenchmarkDotNet.Attributes;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Storage;
using Fleet.Storage.Outputs;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>Outputs on their way into the store: hashed, compressed, and kept in memory.</summary>
[BenchmarkCategory("4 spool")]
public class SpoolBenchmarks
{
    private readonly IReadOnlyList<byte[]> _outputs = SampleSession.Of(0).Outputs;
    private readonly byte[] _stored = new byte[Block.MaxStored(Block.Size)];
    private TemporaryFolder _folder = null!;
    private OutputStore _store = null!;

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

    [Benchmark(Description = "15 outputs into a spool")]
    public int Spooling()
    {
        using var spool = SpoolOf(_store, _outputs);
        return spool.Outputs.Count;
    }

    [Benchmark(Description = "of which: SHA-256")]
    public OutputHash Hashing()
    {
        OutputHash hash = default;
        foreach (var output in _outputs)
        {
            hash = OutputHash.Of(output);
        }

        return hash;
    }

    [Benchmark(Description = "of which: zstd")]
    public int Compressing()
    {
        var stored = 0;
        foreach (var output in _outputs)
        {
            Block.Compress(output, _stored, out var length);
            stored += length;
        }

        return stored;
    }

    internal static OutputSpool SpoolOf(OutputStore store, IReadOnlyList<byte[]> outputs)
    {
        var spool = store.CreateSpool();
        foreach (var output in outputs)
        {
            using var writer = spool.Begin();
            writer.Write(output);
            writer.Complete();
        }

        return spool;
    }
}
