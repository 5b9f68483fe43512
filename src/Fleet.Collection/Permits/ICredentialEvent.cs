using Fleet.Collection.Serialization;

namespace Fleet.Collection.Permits;

/// <summary>An event of the <see cref="CredentialGuard"/>.</summary>
public interface ICredentialEvent : IWireMessage
{
    /// <summary>The credential's name in the inventory.</summary>
    string Credential { get; }

    /// <summary>When, to the millisecond.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A login was rejected that counts towards the pause.</summary>
public sealed record CredentialRejected(string Credential, DateTimeOffset At) : ICredentialEvent;

/// <summary>A login was accepted after some that were rejected.</summary>
public sealed record CredentialAccepted(string Credential, DateTimeOffset At) : ICredentialEvent;

/// <summary>The credential is used no more, on any device.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="At">When.</param>
/// <param name="Rejections">Rejections in a row.</param>
/// <param name="Reason">One line for people.</param>
public sealed record CredentialPaused(
    string Credential, DateTimeOffset At, int Rejections, string Reason) : ICredentialEvent;

/// <summary>Somebody says that a paused credential may be used again.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, for people.</param>
public sealed record CredentialReleased(string Credential, DateTimeOffset At, string By) : ICredentialEvent;
