using NBomber.Contracts;

namespace NBomber.CSharp;

/// <summary>
/// Kinds of load. In the open ones (inject) copies arrive whether or not earlier ones are through, as users do, and each
/// makes one iteration. In the closed ones (constant) a number of copies make iteration after iteration, as workers do.
/// </summary>
public static class Simulation
{
    /// <summary>Closed: from as many copies as there were to this number, in a straight line.</summary>
    /// <param name="copies">Copies at the end; 0 or more.</param>
    /// <param name="during">How long; 1 s or more.</param>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) => new LoadSimulation.RampingConstant(copies, during);

    /// <summary>Closed: this number of copies.</summary>
    /// <param name="copies">Copies; 0 or more.</param>
    /// <param name="during">How long; 1 s or more.</param>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new LoadSimulation.KeepConstant(copies, during);

    /// <summary>Open: from the rate that there was to this one, in steps of an interval.</summary>
    /// <param name="rate">Copies an interval at the end; 0 or more.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">How long; 1 s or more, and an interval or more.</param>
    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during) =>
        new LoadSimulation.RampingInject(rate, interval, during);

    /// <summary>Open: this number of copies in each interval, spread over it.</summary>
    /// <param name="rate">Copies an interval; 0 or more.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">How long; 1 s or more, and an interval or more.</param>
    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) => new LoadSimulation.Inject(rate, interval, during);

    /// <summary>Open: in each interval a random number of copies, spread over it.</summary>
    /// <param name="minRate">The fewest copies an interval; 0 or more.</param>
    /// <param name="maxRate">The most; not fewer.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">How long; 1 s or more, and an interval or more.</param>
    public static LoadSimulation InjectRandom(int minRate, int maxRate, TimeSpan interval, TimeSpan during) =>
        new LoadSimulation.InjectRandom(minRate, maxRate, interval, during);

    /// <summary>No load.</summary>
    /// <param name="during">How long; 1 s or more.</param>
    public static LoadSimulation Pause(TimeSpan during) => new LoadSimulation.Pause(during);
}
