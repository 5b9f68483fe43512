using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>What every test promises of the store.</summary>
internal static class Stored
{
    /// <summary>That every output in it is what the farm sent, and nothing is missing.</summary>
    /// <param name="findings">What <c>fleet verify --farm</c> found; <see langword="null"/> for nothing.</param>
    public static Promise AsSent(string? findings) => Judge("the store against the farm's record", findings);

    /// <summary>That nothing in it is lost or damaged.</summary>
    /// <param name="findings">What <c>fleet verify</c> found; <see langword="null"/> for nothing.</param>
    public static Promise Whole(string? findings) => Judge("the store", findings);

    private static Promise Judge(string what, string? findings)
    {
        if (findings is not null)
        {
            Console.Error.WriteLine(findings);
        }

        return new Promise(what, "nothing wrong", findings is null ? "nothing wrong" : "findings, above", findings is null);
    }
}
