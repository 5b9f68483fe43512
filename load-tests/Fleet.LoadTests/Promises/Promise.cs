using System.Globalization;

namespace Fleet.LoadTests.Promises;

/// <summary>A threshold, and what was measured.</summary>
/// <param name="Name">What is promised.</param>
/// <param name="Bound">The threshold, for people.</param>
/// <param name="Measured">What was measured, for people.</param>
/// <param name="IsKept">Whether it was kept; <see langword="null"/> for a figure that promises nothing.</param>
internal sealed record Promise(string Name, string Bound, string Measured, bool? IsKept)
{
    /// <summary>At most so much.</summary>
    /// <param name="name">What is promised.</param>
    /// <param name="bound">The threshold.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="format">How both are written, such as <c>0.0 s</c>.</param>
    public static Promise AtMost(string name, double bound, double measured, string format) =>
        new(name, "at most " + Write(bound, format), Write(measured, format), measured <= bound);

    /// <summary>At least so much.</summary>
    /// <inheritdoc cref="AtMost"/>
    public static Promise AtLeast(string name, double bound, double measured, string format) =>
        new(name, "at least " + Write(bound, format), Write(measured, format), measured >= bound);

    /// <summary>A figure that promises nothing.</summary>
    public static Promise Figure(string name, double measured, string format) => new(name, "", Write(measured, format), null);

    private static string Write(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
