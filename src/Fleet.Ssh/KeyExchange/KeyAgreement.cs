namespace Fleet.Ssh.KeyExchange;

/// <summary>The key exchange methods by name.</summary>
public static class KeyAgreement
{
    /// <summary>Starts a run of a method with fresh keys.</summary>
    /// <exception cref="ArgumentException">The method is not known.</exception>
    public static IKeyAgreement Start(string method) => throw new NotImplementedException();
}
