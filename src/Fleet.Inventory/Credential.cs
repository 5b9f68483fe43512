namespace Fleet.Inventory;

/// <summary>How to log in: a user name and references to secrets, never the secrets themselves.</summary>
public sealed record Credential
{
    /// <summary>The credential's name in the inventory.</summary>
    public required string Name { get; init; }

    /// <summary>The user to log in as.</summary>
    public required string Username { get; init; }

    /// <summary>The password, used for the methods <c>password</c> and <c>keyboard-interactive</c> (RFC 4252, RFC 4256).</summary>
    public SecretReference? Password { get; init; }

    /// <summary>Path of a private key file in OpenSSH or PEM format.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The passphrase of <see cref="PrivateKey"/>.</summary>
    public SecretReference? Passphrase { get; init; }

    /// <summary>
    /// The authentication methods to try, in order: <c>publickey</c>, <c>password</c>, <c>keyboard-interactive</c>.
    /// Empty: those that the credential has the means for, in that order.
    /// </summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Sessions at once with this credential; 0 for any number, <see langword="null"/> for what the settings say.</summary>
    public int? Sessions { get; init; }

    /// <summary>Logins a second with this credential; 0 for any number, <see langword="null"/> for what the settings say.</summary>
    public int? LoginsPerSecond { get; init; }

    /// <summary>Further secrets by name, such as <c>enable</c>, which platform definitions look up.</summary>
    public IReadOnlyDictionary<string, SecretReference> Secrets { get; init; } =
        new Dictionary<string, SecretReference>();
}
