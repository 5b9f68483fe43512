namespace Fleet.LoadTests.Parallelism.Comparators;

/// <summary>
/// The ratio of the long-term average and the present time of a session, as in Gradient2 of Netflix's concurrency-limits,
/// with its defaults: tolerance 1.5, a long window of 600, smoothing 0.2, room for 4 more.
/// </summary>
internal sealed class Gradient2Limit : WindowedLimit
{
    private const double Tolerance = 1.5;
    private const double Smoothing = 0.2;
    private const double Room = 4;
    private const int LongWindow = 600;
    private const int WarmUp = 10;

    private double _long;
    private int _windows;

    protected override double Next(double elapsed, int sessions)
    {
        _windows++;
        _long += (elapsed - _long) * (_windows <= WarmUp ? 1.0 / _windows : 2.0 / (LongWindow + 1));
        if (_long > 2 * elapsed)
        {
            _long *= 0.95;
        }

        var gradient = Math.Clamp(Tolerance * _long / elapsed, 0.5, 1);
        return (Limit * (1 - Smoothing)) + (((Limit * gradient) + Room) * Smoothing);
    }
}
