namespace NBomber;

/// <summary>Names and codes of reports; those of the package.</summary>
internal static class StatsNames
{
    /// <summary>How reports name iterations, beside the names of steps.</summary>
    public const string Iteration = "global information";

    /// <summary>Status code of what was cancelled, or did not end.</summary>
    public const string TimeoutCode = "-100";

    /// <summary>Status code of an exception.</summary>
    public const string ExceptionCode = "-101";
}
