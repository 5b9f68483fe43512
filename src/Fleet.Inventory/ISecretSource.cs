namespace Fleet.Inventory;

/// <summary>Looks up secrets by reference.</summary>
public interface ISecretSource
{
    /// <summary>The secret that a reference points to; the same reference is looked up (and asked for) once.</summary>
    /// <param name="reference">Where the secret is.</param>
    /// <param name="credential">The credential's name, for the prompt and for errors.</param>
    /// <exception cref="SecretException">The secret cannot be had; the message says why and never contains it.</exception>
    string Resolve(SecretReference reference, string credential);
}

/// <summary>A secret cannot be had.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
