using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Algorithms;

/// <summary>What client and server agreed on (RFC 4253 section 7.1).</summary>
/// <param name="KeyExchange">The key exchange method.</param>
/// <param name="HostKey">The signature algorithm of the host key.</param>
/// <param name="CipherToServer">The cipher, client to server.</param>
/// <param name="CipherToClient">The cipher, server to client.</param>
/// <param name="MacToServer">The MAC, client to server; empty with an AEAD cipher (RFC 5647 section 5.1).</param>
/// <param name="MacToClient">The MAC, server to client; empty with an AEAD cipher.</param>
/// <param name="GuessWasWrong">A guessed packet, if one follows a KEXINIT, is to be dropped.</param>
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
    public static AgreedAlgorithms Of(KexInit client, KexInit server)
    {
        string keyExchange = First("key exchange method", WithoutMarkers(client.KeyExchanges), WithoutMarkers(server.KeyExchanges));
        string hostKey = First("host key algorithm", client.HostKeys, server.HostKeys);
        string cipherToServer = First("cipher to the server", client.CiphersToServer, server.CiphersToServer);
        string cipherToClient = First("cipher to the client", client.CiphersToClient, server.CiphersToClient);
        string macToServer = PacketProtection.IsAead(cipherToServer)
            ? ""
            : First("MAC to the server", client.MacsToServer, server.MacsToServer);
        string macToClient = PacketProtection.IsAead(cipherToClient)
            ? ""
            : First("MAC to the client", client.MacsToClient, server.MacsToClient);
        Uncompressed(First("compression to the server", client.CompressionsToServer, server.CompressionsToServer));
        Uncompressed(First("compression to the client", client.CompressionsToClient, server.CompressionsToClient));

        // RFC 4253 section 7.1: a guess is right when both sides put the same method and host key algorithm first.
        bool isGuessRight = client.KeyExchanges[0] == server.KeyExchanges[0] && client.HostKeys[0] == server.HostKeys[0];
        return new(keyExchange, hostKey, cipherToServer, cipherToClient, macToServer, macToClient, !isGuessRight);
    }

    private static string First(string kind, IReadOnlyList<string> clients, IReadOnlyList<string> servers)
    {
        foreach (string name in clients)
        {
            if (servers.Contains(name))
                return name;
        }

        throw new SshProtocolException(
            DisconnectReason.KeyExchangeFailed,
            $"There is no common {kind}: the client offers {Listed(clients)}; the server offers {Listed(servers)}.");
    }

    // Markers look like methods and are none: agreeing on one is an error (RFC 8308 section 2.2).
    private static string[] WithoutMarkers(IReadOnlyList<string> keyExchanges) =>
        [.. keyExchanges.Where(name => name
            is not KexInit.StrictClient and not KexInit.StrictServer
            and not KexInit.ExtensionInfoClient and not KexInit.ExtensionInfoServer)];

    private static void Uncompressed(string compression)
    {
        if (compression != "none")
            throw new SshProtocolException(DisconnectReason.KeyExchangeFailed, $"There is no compression '{compression}' here.");
    }

    // A peer's list may be as long as a packet.
    private static string Listed(IReadOnlyList<string> names)
    {
        const int Longest = 1000;
        string list = string.Join(", ", names.Take(Longest / 10));
        return list.Length switch
        {
            0 => "none",
            > Longest => $"{list[..Longest]}...",
            _ => list,
        };
    }
}
