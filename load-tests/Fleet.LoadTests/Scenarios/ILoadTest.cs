using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>A load test: scenarios, and what they promise.</summary>
internal interface ILoadTest
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, and promises, in a sentence.</summary>
    string Description { get; }

    /// <summary>Its size when nothing else is said; what is <see langword="null"/> here cannot be said.</summary>
    LoadTestOptions Defaults { get; }

    /// <summary>Runs it.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="work">A folder for what it needs, removed afterwards.</param>
    /// <param name="stop">Somebody wants the process to end.</param>
    /// <returns>Its promises, and what was measured.</returns>
    Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop);
}
