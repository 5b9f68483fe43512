namespace NBomber.Contracts.Stats;

/// <summary>Responses of one kind, those that are well or those that failed, of a step or a scenario.</summary>
/// <param name="Request">How many.</param>
/// <param name="Latency">How long they took.</param>
/// <param name="DataTransfer">How large they were.</param>
/// <param name="StatusCodes">How many of each status code, those without one left out.</param>
public sealed record MeasurementStats(
    RequestStats Request, LatencyStats Latency, DataTransferStats DataTransfer, StatusCodeStats[] StatusCodes);

/// <summary>How many responses.</summary>
/// <param name="Count">In all.</param>
/// <param name="RPS">A second, by the time that the scenario ran.</param>
public sealed record RequestStats(int Count, double RPS);

/// <summary>Latencies in milliseconds; 0 when there was no response.</summary>
/// <param name="MinMs">The lowest.</param>
/// <param name="MeanMs">Their arithmetic mean.</param>
/// <param name="MaxMs">The highest.</param>
/// <param name="Percent50">The median.</param>
/// <param name="Percent75">75 % are at most this.</param>
/// <param name="Percent95">95 % are at most this.</param>
/// <param name="Percent99">99 % are at most this.</param>
/// <param name="StdDev">Their standard deviation.</param>
public sealed record LatencyStats(
    double MinMs,
    double MeanMs,
    double MaxMs,
    double Percent50,
    double Percent75,
    double Percent95,
    double Percent99,
    double StdDev);

/// <summary>Sizes in bytes of the responses that have one; 0 when none has.</summary>
/// <param name="MinBytes">The smallest.</param>
/// <param name="MeanBytes">Their arithmetic mean.</param>
/// <param name="MaxBytes">The largest.</param>
/// <param name="Percent50">The median.</param>
/// <param name="Percent75">75 % are at most this.</param>
/// <param name="Percent95">95 % are at most this.</param>
/// <param name="Percent99">99 % are at most this.</param>
/// <param name="StdDev">Their standard deviation.</param>
/// <param name="AllBytes">Their sum.</param>
public sealed record DataTransferStats(
    long MinBytes,
    long MeanBytes,
    long MaxBytes,
    long Percent50,
    long Percent75,
    long Percent95,
    long Percent99,
    double StdDev,
    long AllBytes);

/// <summary>The responses of one status code.</summary>
/// <param name="StatusCode">The code.</param>
/// <param name="IsError">Whether they failed.</param>
/// <param name="Message">The message of the first.</param>
/// <param name="Count">How many.</param>
public sealed record StatusCodeStats(string StatusCode, bool IsError, string Message, int Count);
