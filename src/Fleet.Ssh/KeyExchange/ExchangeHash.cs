using System.Security.Cryptography;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.KeyExchange;

/// <summary>The hash H that a host key signs (RFC 4253 section 8, RFC 5656 section 4).</summary>
public static class ExchangeHash
{
    /// <summary>Computes H.</summary>
    /// <param name="agreement">Gives the hash and how public values are written.</param>
    /// <param name="clientIdentification">The client's identification line without CR LF.</param>
    /// <param name="serverIdentification">The server's identification line without CR LF.</param>
    /// <param name="clientKexInit">Payload of the client's KEXINIT.</param>
    /// <param name="serverKexInit">Payload of the server's KEXINIT.</param>
    /// <param name="hostKey">The host key's public blob.</param>
    /// <param name="clientPublicValue">The client's public value.</param>
    /// <param name="serverPublicValue">The server's public value.</param>
    /// <param name="sharedSecret">K.</param>
    public static byte[] Compute(
        IKeyAgreement agreement,
        ReadOnlySpan<byte> clientIdentification,
        ReadOnlySpan<byte> serverIdentification,
        ReadOnlySpan<byte> clientKexInit,
        ReadOnlySpan<byte> serverKexInit,
        ReadOnlySpan<byte> hostKey,
        ReadOnlySpan<byte> clientPublicValue,
        ReadOnlySpan<byte> serverPublicValue,
        ReadOnlySpan<byte> sharedSecret)
    {
        var input = new SshWriter(
            9 * 4 + clientIdentification.Length + serverIdentification.Length + clientKexInit.Length + serverKexInit.Length
            + hostKey.Length + clientPublicValue.Length + serverPublicValue.Length + sharedSecret.Length);
        input.WriteString(clientIdentification);
        input.WriteString(serverIdentification);
        input.WriteString(clientKexInit);
        input.WriteString(serverKexInit);
        input.WriteString(hostKey);
        input.WritePublicValue(clientPublicValue, agreement.IsMpint);
        input.WritePublicValue(serverPublicValue, agreement.IsMpint);
        input.WriteMpint(sharedSecret);
        return CryptographicOperations.HashData(agreement.Hash, input.Written);
    }
}
