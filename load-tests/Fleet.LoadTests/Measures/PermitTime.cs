namespace Fleet.LoadTests.Measures;

/// <summary>What a limit that moves allows.</summary>
internal static class PermitTime
{
    /// <summary>The time that sessions might have been held, added up: the limit's integral from the start to an end.</summary>
    /// <param name="limits">The limit from a moment on, in order; the first one counts from the start.</param>
    /// <param name="end">The end.</param>
    public static TimeSpan Sum(IReadOnlyList<(TimeSpan From, int Limit)> limits, TimeSpan end)
    {
        var sum = TimeSpan.Zero;
        for (var i = 0; i < limits.Count; i++)
        {
            var from = i == 0 ? TimeSpan.Zero : limits[i].From;
            var to = i + 1 < limits.Count && limits[i + 1].From < end ? limits[i + 1].From : end;
            sum += to > from ? (to - from) * limits[i].Limit : TimeSpan.Zero;
        }

        return sum;
    }
}
