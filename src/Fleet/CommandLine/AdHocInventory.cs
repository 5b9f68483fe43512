using Fleet.Inventory;

namespace Fleet.CommandLine;

/// <summary>What the command line says about targets that stand in no inventory.</summary>
internal sealed record AdHocLogin
{
    /// <summary>The user for targets that name none; <see langword="null"/> for the user of this process.</summary>
    public string? User { get; init; }

    /// <summary>Reference to the password, as typed.</summary>
    public string? Password { get; init; }

    /// <summary>Path of a private key.</summary>
    public string? Key { get; init; }

    /// <summary>Reference to the passphrase of the key, as typed.</summary>
    public string? Passphrase { get; init; }
}

/// <summary>Makes an inventory of targets of the command line.</summary>
internal static class AdHocInventory
{
    /// <summary>The inventory: a device for each target, a credential for each user.</summary>
    /// <exception cref="CommandException">Something is wrong or missing; the message says what.</exception>
    public static DeviceInventory Create(
        IReadOnlyList<string> targets,
        string? platform,
        IReadOnlyList<string> commands,
        AdHocLogin login,
        IReadOnlyCollection<string> platforms)
    {
        var name = FindPlatform(platform, platforms);
        var parsed = targets.Select(Target.Parse).Distinct().ToList();
        var twice = parsed.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new CommandException($"{twice.Key} is named twice with different users");
        }

        var template = Template(login);
        var credentials = parsed.Select(t => UserOf(t, login)).Distinct()
            .ToDictionary(u => u, u => template with { Name = u, Username = u });
        return new DeviceInventory(
            [
                .. parsed.Select(t => new Device
                {
                    Name = t.Name,
                    Host = t.Host,
                    Port = t.Port,
                    Platform = name,
                    Credential = UserOf(t, login),
                    Commands = commands,
                }),
            ],
            credentials);
    }

    private static string UserOf(Target target, AdHocLogin login) => target.User ?? login.User ?? Environment.UserName;

    private static string FindPlatform(string? platform, IReadOnlyCollection<string> platforms)
    {
        var known = $"there are {string.Join(", ", platforms.Order(StringComparer.Ordinal))}";
        if (platform is null)
        {
            throw new CommandException($"targets need --platform; {known}");
        }

        return platforms.FirstOrDefault(p => string.Equals(p, platform, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException($"there is no platform '{platform}'{Spelling.DidYouMean(platform, platforms, $"; {known}")}");
    }

    private static Credential Template(AdHocLogin login)
    {
        if (login.Passphrase is not null && login.Key is null)
        {
            throw new CommandException("--passphrase belongs to a private key: name it with --key FILE");
        }

        if (login.Key is not null && !File.Exists(login.Key))
        {
            throw new CommandException($"--key: there is no file '{login.Key}'");
        }

        return new Credential
        {
            Name = "",
            Username = "",
            PrivateKey = login.Key is null ? null : Path.GetFullPath(login.Key),
            Passphrase = login.Passphrase is null ? null : ParseReference("--passphrase", login.Passphrase, "passphrase"),
            Password = login switch
            {
                { Password: { } reference } => ParseReference("--password", reference, "password"),
                { Key: null } => new SecretReference.Prompt("password"),
                _ => null,
            },
        };
    }

    // The message must not repeat the text: it may well be the secret itself.
    internal static SecretReference ParseReference(string option, string text, string field)
    {
        var colon = text.IndexOf(':');
        var rest = text[(colon + 1)..].Trim();
        return (colon < 0 ? text : text[..colon], rest.Length > 0) switch
        {
            ("prompt", _) when colon < 0 => new SecretReference.Prompt(field),
            ("env", true) => new SecretReference.Env(rest),
            ("file", true) => new SecretReference.FromFile(Path.GetFullPath(rest)),
            ("exec", true) => new SecretReference.Exec(rest),
            _ => throw new CommandException($"{option} takes a reference and never the secret itself, which others could read "
                + "in the list of processes: env:NAME, file:PATH, exec:COMMAND or prompt"),
        };
    }
}
