using Fleet.Inventory;

namespace Fleet.Sessions;

/// <summary>A credential whose secrets have been looked up. Its text form shows none of them.</summary>
public sealed class Login
{
    /// <summary>The user to log in as.</summary>
    public required string Username { get; init; }

    /// <summary>The password, if the credential has one.</summary>
    public string? Password { get; init; }

    /// <summary>Path of the private key file, if the credential has one.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>The passphrase of the private key file.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The authentication methods to try, in order; empty: all that there are means for.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Further secrets by name, such as <c>enable</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Looks up every secret of a credential.</summary>
    /// <exception cref="SecretException">A secret cannot be had.</exception>
    public static Login Resolve(Credential credential, ISecretSource secrets)
    {
        string? Get(SecretReference? reference) => reference is null ? null : secrets.Resolve(reference, credential.Name);
        return new Login
        {
            Username = credential.Username,
            Password = Get(credential.Password),
            PrivateKeyFile = credential.PrivateKey,
            Passphrase = Get(credential.Passphrase),
            Methods = credential.Methods,
            Secrets = credential.Secrets.ToDictionary(s => s.Key, s => Get(s.Value)!),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"Login {{ {Username} }}";
}
