using NBomber.Contracts;

namespace NBomber.CSharp;

/// <summary>Makes responses.</summary>
public static class Response
{
    /// <summary>A response that is well.</summary>
    /// <param name="statusCode">What reports count it by.</param>
    /// <param name="sizeBytes">Bytes that were transferred.</param>
    /// <param name="message">A line about it.</param>
    /// <param name="latencyMs">A latency in milliseconds that was measured elsewhere; later versions of the package have no such parameter.</param>
    public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "", double latencyMs = 0) =>
        Ok<object>(statusCode, sizeBytes, message, latencyMs);

    /// <inheritdoc cref="Ok(string, long, string, double)"/>
    /// <typeparam name="T">The type of the payload, where there can be one.</typeparam>
    public static Response<T> Ok<T>(string statusCode = "", long sizeBytes = 0, string message = "", double latencyMs = 0) =>
        Make<T>(false, statusCode, sizeBytes, message, latencyMs);

    /// <summary>A response that failed.</summary>
    /// <inheritdoc cref="Ok(string, long, string, double)"/>
    public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0, double latencyMs = 0) =>
        Fail<object>(statusCode, message, sizeBytes, latencyMs);

    /// <inheritdoc cref="Fail(string, string, long, double)"/>
    /// <typeparam name="T">The type of the payload, where there can be one.</typeparam>
    public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0, double latencyMs = 0) =>
        Make<T>(true, statusCode, sizeBytes, message, latencyMs);

    private static Response<T> Make<T>(bool isError, string? statusCode, long sizeBytes, string? message, double latencyMs) => new()
    {
        StatusCode = statusCode ?? "",
        IsError = isError,
        SizeBytes = sizeBytes,
        LatencyMs = latencyMs,
        Message = message ?? "",
    };
}
