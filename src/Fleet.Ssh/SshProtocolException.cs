namespace Fleet.Ssh;

/// <summary>The peer broke the protocol, or nothing could be agreed on; the connection ends.</summary>
/// <param name="reason">What a DISCONNECT message would say.</param>
/// <param name="message">One line for people, without secrets.</param>
public sealed class SshProtocolException(DisconnectReason reason, string message) : Exception(message)
{
    /// <summary>What a DISCONNECT message would say.</summary>
    public DisconnectReason Reason { get; } = reason;
}
