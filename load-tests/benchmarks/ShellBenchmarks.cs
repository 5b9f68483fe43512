using System.Buffers;
using BenchmarkDotNet.Attributes;
using Fleet.Inventory;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Terminal;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>What is done with the bytes of a terminal, the network and SSH left out.</summary>
[BenchmarkCategory("3 shell")]
public class ShellBenchmarks
{
    /// <summary>
    /// Sessions at once. The first prompt is believed only after 150 ms of silence, which is a wait and no work.
    /// </summary>
    private const int AtOnce = 1000;

    /// <summary>Small packets, as devices send them; whole outputs in one, as the farm sends them, cost the same.</summary>
    private const int PacketBytes = 1024;

    private const int Columns = 511;

    private readonly ArrayBufferWriter<byte> _lines = new(128 << 10);
    private byte[][] _packets = [];
    private IReadOnlyList<byte[]> _outputs = [];
    private SessionRequest _request = null!;
    private DeviceSession _session = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var sample = SampleSession.Of(0);
        var received = sample.Received(PacketBytes);
        _packets = [.. received.SelectMany(answer => answer)];
        _outputs = sample.Outputs;
        _session = new DeviceSession(new ReplayedDevice(received));
        _request = new SessionRequest(
            new Device
            {
                Name = sample.Device.Name,
                Host = sample.Device.Address.ToString(),
                Platform = sample.Device.Platform,
                Credential = "admin",
            },
            new Login { Username = "admin", Password = "admin" },
            PlatformCatalog.Load(null, out _).Platforms[sample.Device.Platform],
            sample.Device.Commands,
            new SessionLimits());
        Check(sample);
    }

    [Benchmark(Description = "a shell, from its first prompt to its end", OperationsPerInvoke = AtOnce)]
    public Task<SessionResult[]> Holding() => Task.WhenAll(
        Enumerable.Range(0, AtOnce).Select(_ => _session.RunAsync(_request, Nowhere.Sink, CancellationToken.None)));

    [Benchmark(Description = "of which: cleaning what came")]
    public int Cleaning()
    {
        var cleaner = new OutputCleaner(Columns);
        _lines.ResetWrittenCount();
        foreach (var packet in _packets)
        {
            cleaner.Feed(packet, _lines);
        }

        return _lines.WrittenCount;
    }

    [Benchmark(Description = "of which: first lines, for a rejection")]
    public int Rejections()
    {
        var rejected = 0;
        foreach (var output in _outputs)
        {
            using var taken = new CommandOutput(null, _request.Limits.OutputBytes);
            for (var at = 0; at < output.Length; at += PacketBytes)
            {
                taken.Write(output.AsSpan(at, Math.Min(PacketBytes, output.Length - at)));
            }

            rejected += taken.Rejection(_request.Platform.FailureIndicators).Length;
        }

        return rejected;
    }

    /// <summary>A replay that the session does not understand would measure nothing.</summary>
    private void Check(SampleSession sample)
    {
        var bytes = new Counter();
        var result = _session.RunAsync(_request, bytes, CancellationToken.None).GetAwaiter().GetResult();
        if (result.Failure is not null || bytes.Count != sample.Outputs.Sum(o => o.Length))
        {
            throw new InvalidOperationException($"the replayed session failed: {result.Failure} {result.Reason}");
        }
    }

    private class Nowhere : IOutputSink, IOutput
    {
        public static readonly Nowhere Sink = new();

        public IOutput Begin(string command) => this;

        public virtual void Write(ReadOnlySpan<byte> bytes)
        {
        }

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Counter : Nowhere
    {
        public int Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> bytes) => Count += bytes.Length;
    }
}
