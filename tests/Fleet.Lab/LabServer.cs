namespace Fleet.Lab;

/// <summary>An SSH server of the lab.</summary>
/// <param name="Hosts">The loopback addresses that it listens on; one server on all of them.</param>
/// <param name="Port">Its port.</param>
/// <param name="LogFile">What it logs, every attempt to log in included.</param>
public sealed record LabServer(IReadOnlyList<string> Hosts, int Port, string LogFile)
{
    /// <summary>The first of <see cref="Hosts"/>.</summary>
    public string Host => Hosts[0];
}

/// <summary>A Linux user of the lab.</summary>
/// <param name="Name">The user's name.</param>
public sealed record LabUser(string Name)
{
    /// <summary>The user's password, another one each time that the lab is started.</summary>
    public string Password => File.ReadAllText(PasswordFile).Trim();

    /// <summary>A file that holds <see cref="Password"/>.</summary>
    public string PasswordFile => Path.Combine(TestLab.Folder, "secrets", Name + ".password");

    /// <summary>The user's home folder; tests may leave files there.</summary>
    public string Home => Path.Combine(TestLab.Folder, "home", Name);
}

/// <summary>The lab's private key files.</summary>
public sealed class LabKeys
{
    private readonly string _folder;

    internal LabKeys(string lab) => _folder = lab;

    /// <summary>Ed25519 in OpenSSH format.</summary>
    public string Ed25519 => Find("ed25519");

    /// <summary>RSA with 2,048 bits in OpenSSH format.</summary>
    public string Rsa => Find("rsa");

    /// <summary>RSA with 2,048 bits in PEM format.</summary>
    public string RsaPem => Find("rsa-pem");

    /// <summary>ECDSA on P-256 in OpenSSH format.</summary>
    public string Ecdsa => Find("ecdsa");

    /// <summary>Ed25519, encrypted with <see cref="Passphrase"/>.</summary>
    public string Encrypted => Find("ed25519-passphrase");

    /// <summary>The passphrase of <see cref="Encrypted"/>.</summary>
    public string Passphrase => File.ReadAllText(Path.Combine(_folder, "secrets", "passphrase")).Trim();

    /// <summary>A key that lets in to run commands, but not to have a terminal.</summary>
    public string NoTerminal => Find("no-terminal");

    /// <summary>A key that lets nobody in.</summary>
    public string Stranger => Find("stranger");

    private string Find(string name) => Path.Combine(_folder, "keys", name);
}
