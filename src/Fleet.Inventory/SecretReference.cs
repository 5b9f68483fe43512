namespace Fleet.Inventory;

/// <summary>Where a secret is to be had. Only <see cref="Plain"/> holds one itself.</summary>
public abstract record SecretReference
{
    private SecretReference()
    {
    }

    /// <summary><c>env:NAME</c>: an environment variable.</summary>
    public sealed record Env(string Name) : SecretReference;

    /// <summary><c>file:PATH</c>: the first line of a file.</summary>
    public sealed record FromFile(string Path) : SecretReference;

    /// <summary><c>exec:COMMAND</c>: the first line that a helper command prints.</summary>
    public sealed record Exec(string Command) : SecretReference;

    /// <summary><c>prompt</c>: asked for on the terminal, once for each field of a credential.</summary>
    /// <param name="Field">What is asked for: <c>password</c>, <c>passphrase</c>, or the name of a further secret.</param>
    public sealed record Prompt(string Field = "password") : SecretReference;

    /// <summary>A literal, where the inventory allows it.</summary>
    public sealed record Plain(string Value) : SecretReference
    {
        /// <summary>Never the value.</summary>
        public override string ToString() => "Plain { *** }";
    }
}
