namespace Fleet.Sessions;

/// <summary>Why a session or a command failed; each class has its own policy of retrying.</summary>
public enum FailureClass
{
    /// <summary>No route, no answer to the connection attempt in time, or a host name that does not resolve.</summary>
    Unreachable,

    /// <summary>The port refused the connection.</summary>
    Refused,

    /// <summary>Connected, but no SSH session could be agreed on: no banner, no common algorithm, a broken exchange.</summary>
    HandshakeFailed,

    /// <summary>The host key is not the one that is known for this device; never retried.</summary>
    HostKeyChanged,

    /// <summary>Every method was refused; never tried again on the same device in a run.</summary>
    AuthenticationRejected,

    /// <summary>Logged in, but no prompt of the platform was seen in time.</summary>
    PromptNotFound,

    /// <summary>The device answered the command with one of the platform's failure indicators.</summary>
    CommandRejected,

    /// <summary>The command's output did not end in time.</summary>
    CommandTimedOut,

    /// <summary>The connection broke or was closed in the middle of the session.</summary>
    ConnectionLost,

    /// <summary>The output, or all that the device sent in the session, grew beyond the limit.</summary>
    OutputTooLarge,

    /// <summary>The mode that the commands need (enable, say) was refused.</summary>
    PrivilegeDenied,

    /// <summary>The outputs or their event could not be written.</summary>
    StoreUnavailable,

    /// <summary>Stopped by the user or the service before it ended.</summary>
    Cancelled,

    /// <summary>Not tried: the device has failed so often that it is set aside for a while.</summary>
    Quarantined,

    /// <summary>Not tried: the credential was rejected so often that it is paused, so that no account is locked.</summary>
    CredentialPaused,

    /// <summary>Not tried: most devices of its site cannot be reached.</summary>
    SiteUnavailable,

    /// <summary>What was typed ahead was not answered in turn, so that no output could be told from the next.</summary>
    TypeAheadFailed,
}
