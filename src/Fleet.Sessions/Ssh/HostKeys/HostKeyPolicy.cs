namespace Fleet.Sessions.Ssh.HostKeys;

/// <summary>What to do with the key that a device shows, as <c>StrictHostKeyChecking</c> in OpenSSH.</summary>
public enum HostKeyPolicy
{
    /// <summary>Connect only to devices whose key is known.</summary>
    Strict,

    /// <summary>Remember the key of a device that none is known of; refuse a key that differs from a known one.</summary>
    AcceptNew,

    /// <summary>Connect whatever the key is. Anyone between us and the device can read the password.</summary>
    Off,
}
