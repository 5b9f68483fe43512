namespace Fleet.Sessions;

/// <summary>A session ended for a reason that has a failure class.</summary>
public sealed class SessionException(FailureClass failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The class of the failure.</summary>
    public FailureClass Failure { get; } = failure;
}
