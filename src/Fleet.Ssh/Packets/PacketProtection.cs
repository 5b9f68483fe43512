using Fleet.Ssh.KeyExchange;

namespace Fleet.Ssh.Packets;

/// <summary>Cipher and MAC of one direction, with their keys.</summary>
public abstract class PacketProtection : IDisposable
{
    /// <summary>Makes the protection of one direction.</summary>
    /// <param name="cipher">The agreed cipher.</param>
    /// <param name="mac">The agreed MAC; unused with an AEAD cipher.</param>
    /// <param name="keys">Where the keys come from.</param>
    /// <param name="toServer">Which direction: letters A, C, E or B, D, F.</param>
    /// <param name="encrypts">Whether we send in this direction.</param>
    public static PacketProtection Create(string cipher, string mac, SessionKeys keys, bool toServer, bool encrypts) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public abstract void Dispose();
}
