using System.Globalization;
using BenchmarkDotNet.Attributes;
using Fleet.Collection.Devices;
using Fleet.Collection.Projection;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>The read tables' part: a transaction of as many events as the projector takes at most.</summary>
[BenchmarkCategory("7 read tables")]
public class ProjectionBenchmarks
{
    private const int Batch = 500;

    private readonly SessionRecorded[][] _versions = [Version(0), Version(1)];
    private TemporaryFolder _folder = null!;
    private ReadTables _tables = null!;
    private int _run;

    [GlobalSetup]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _tables = ReadTables.Open(_folder.Data);
        Project(0);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _tables.Dispose();
        _folder.Dispose();
    }

    [Benchmark(Description = "the rows of 15 unchanged outputs", OperationsPerInvoke = Batch)]
    public void Unchanged() => Project(0);

    [Benchmark(Description = "the rows of 15 changed outputs", OperationsPerInvoke = Batch)]
    public void Changed() => Project(_run % 2);

    private void Project(int version)
    {
        var run = (++_run).ToString(CultureInfo.InvariantCulture);
        _tables.Apply([.. _versions[version].Select(e => Facts.Of(e with { Run = run })!)], _run);
    }

    private static SessionRecorded[] Version(int version) =>
        [.. Enumerable.Range(0, Batch).Select(device => SampleEvents.Of(device, version))];
}
