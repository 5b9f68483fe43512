using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>How a device's part in a run ended badly.</summary>
/// <param name="At">When.</param>
/// <param name="Failure">The class.</param>
/// <param name="Reason">One line about it.</param>
public sealed record RunFailure(DateTimeOffset At, FailureClass Failure, string Reason);
