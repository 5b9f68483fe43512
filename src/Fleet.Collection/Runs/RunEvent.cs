using Fleet.Collection.Serialization;
using Fleet.Storage;

namespace Fleet.Collection.Runs;

/// <summary>An event of a run.</summary>
public interface IRunEvent : IWireMessage
{
    /// <summary>The run's id.</summary>
    string Run { get; }

    /// <summary>When, to the millisecond.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A run began. Its plan is in the output store already.</summary>
public sealed record RunStarted(
    string Run, DateTimeOffset At, string Source, OutputHash Plan, int Devices, int Outputs) : IRunEvent;

/// <summary>A run that had been cut off or interrupted goes on.</summary>
public sealed record RunResumed(string Run, DateTimeOffset At) : IRunEvent;

/// <summary>A run ended.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="At">When.</param>
/// <param name="Interrupted">Whether it was stopped with commands left over; those are cancelled.</param>
public sealed record RunEnded(string Run, DateTimeOffset At, bool Interrupted) : IRunEvent;
