namespace Fleet.Ssh.Algorithms;

/// <summary>What client and server agreed on (RFC 4253 section 7.1).</summary>
/// <param name="KeyExchange">The key exchange method.</param>
/// <param name="HostKey">The signature algorithm of the host key.</param>
/// <param name="CipherToServer">The cipher, client to server.</param>
/// <param name="CipherToClient">The cipher, server to client.</param>
/// <param name="MacToServer">The MAC, client to server; unused with an AEAD cipher (RFC 5647 section 5.1).</param>
/// <param name="MacToClient">The MAC, server to client.</param>
/// <param name="GuessWasWrong">The peer's guessed packet, if one follows, is to be dropped.</param>
public sealed record AgreedAlgorithms(
    string KeyExchange,
    string HostKey,
    string CipherToServer,
    string CipherToClient,
    string MacToServer,
    string MacToClient,
    bool GuessWasWrong)
{
    /// <summary>For each kind, the first of the client's that the server has too.</summary>
    /// <exception cref="SshProtocolException">There is none for a kind; the message names it and both lists.</exception>
    public static AgreedAlgorithms Of(KexInit client, KexInit server) => throw new NotImplementedException();
}
