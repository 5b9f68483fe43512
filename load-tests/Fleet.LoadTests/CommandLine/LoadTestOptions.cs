using Fleet.Collection.Permits.Limits;

namespace Fleet.LoadTests.CommandLine;

/// <summary>The size of a load test. A test has a default for each value that it takes, and ignores the others.</summary>
internal sealed record LoadTestOptions
{
    /// <summary>Devices of the farm.</summary>
    public int Devices { get; init; }

    /// <summary>How long the load is put on, in minutes.</summary>
    public double? Minutes { get; init; }

    /// <summary>Collections asked for in a second.</summary>
    public int? Rate { get; init; }

    /// <summary>Sessions at once.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.Auto;

    /// <summary>What the farm grows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where reports go.</summary>
    public string Reports { get; init; } = "reports";

    /// <summary><see cref="Minutes"/> of a test that takes them.</summary>
    public TimeSpan During => TimeSpan.FromMinutes(Minutes ?? throw new InvalidOperationException("this test takes no minutes"));

    /// <summary><see cref="Rate"/> of a test that takes it.</summary>
    public int PerSecond => Rate ?? throw new InvalidOperationException("this test takes no rate");
}
