namespace NBomber.Contracts;

/// <summary>A part of a scenario's load. Made by <see cref="CSharp.Simulation"/>, which says what each kind is.</summary>
/// <param name="During">How long it lasts.</param>
public abstract record LoadSimulation(TimeSpan During)
{
    private protected abstract string Name { get; }

    internal static LoadSimulation Default { get; } = new KeepConstant(1, TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    internal sealed record KeepConstant(int Copies, TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "keep_constant";
    }

    internal sealed record RampingConstant(int Copies, TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "ramping_constant";
    }

    internal sealed record Inject(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "inject";
    }

    internal sealed record RampingInject(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "ramping_inject";
    }

    internal sealed record InjectRandom(int MinRate, int MaxRate, TimeSpan Interval, TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "inject_random";
    }

    internal sealed record Pause(TimeSpan During) : LoadSimulation(During)
    {
        private protected override string Name => "pause";
    }
}
