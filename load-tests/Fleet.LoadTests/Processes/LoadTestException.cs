namespace Fleet.LoadTests.Processes;

/// <summary>A load test cannot go on; the message says why.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
