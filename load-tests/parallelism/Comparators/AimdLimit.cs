namespace Fleet.LoadTests.Parallelism.Comparators;

/// <summary>
/// Additive increase, multiplicative decrease (Chiu and Jain, "Analysis of the increase and decrease algorithms for
/// congestion avoidance", 1989), with TCP's slow start: a tenth less when sessions take twice as long as the shortest
/// window's, otherwise one more for each round of sessions, and at first one more for each session.
/// </summary>
internal sealed class AimdLimit : WindowedLimit
{
    private double _shortest = double.MaxValue;
    private bool _isStarting = true;

    protected override double Next(double elapsed, int sessions)
    {
        _shortest = Math.Min(_shortest, elapsed);
        if (elapsed > 2 * _shortest)
        {
            _isStarting = false;
            return Limit * 0.9;
        }

        return Limit + (_isStarting ? sessions : sessions / Limit);
    }
}
