namespace NBomber.Contracts;

/// <summary>How a step or an iteration of a scenario ended.</summary>
public interface IResponse
{
    /// <summary>What reports count responses by; empty when they are not to be told apart.</summary>
    string StatusCode { get; }

    /// <summary>Whether it failed.</summary>
    bool IsError { get; }

    /// <summary>Bytes that were transferred.</summary>
    long SizeBytes { get; }

    /// <summary>A latency in milliseconds that was measured elsewhere; 0: the one measured here counts.</summary>
    double LatencyMs { get; }

    /// <summary>A line about it, for people.</summary>
    string Message { get; }
}

/// <summary>How a step or an iteration ended. The package's response can carry a payload; this one cannot.</summary>
/// <typeparam name="T">The type of that payload.</typeparam>
public sealed class Response<T> : IResponse
{
    /// <inheritdoc/>
    public required string StatusCode { get; init; }

    /// <inheritdoc/>
    public required bool IsError { get; init; }

    /// <inheritdoc/>
    public required long SizeBytes { get; init; }

    /// <inheritdoc/>
    public required double LatencyMs { get; init; }

    /// <inheritdoc/>
    public required string Message { get; init; }
}
