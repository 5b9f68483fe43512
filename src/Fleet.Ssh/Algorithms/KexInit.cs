using System.Security.Cryptography;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Algorithms;

/// <summary>SSH_MSG_KEXINIT (RFC 4253 section 7.1).</summary>
/// <param name="KeyExchanges">Key exchange methods, with the markers for extensions among them.</param>
/// <param name="HostKeys">Signature algorithms of the host key.</param>
/// <param name="CiphersToServer">Ciphers, client to server.</param>
/// <param name="CiphersToClient">Ciphers, server to client.</param>
/// <param name="MacsToServer">MACs, client to server.</param>
/// <param name="MacsToClient">MACs, server to client.</param>
/// <param name="CompressionsToServer">Compressions, client to server.</param>
/// <param name="CompressionsToClient">Compressions, server to client.</param>
/// <param name="FirstPacketFollows">A guessed key exchange packet follows.</param>
public sealed record KexInit(
    IReadOnlyList<string> KeyExchanges,
    IReadOnlyList<string> HostKeys,
    IReadOnlyList<string> CiphersToServer,
    IReadOnlyList<string> CiphersToClient,
    IReadOnlyList<string> MacsToServer,
    IReadOnlyList<string> MacsToClient,
    IReadOnlyList<string> CompressionsToServer,
    IReadOnlyList<string> CompressionsToClient,
    bool FirstPacketFollows)
{
    /// <summary>Says in the first KEXINIT that a client wants strict key exchange (OpenSSH PROTOCOL section 1.10).</summary>
    public const string StrictClient = "kex-strict-c-v00@openssh.com";

    /// <summary>Says in the first KEXINIT that a server wants strict key exchange.</summary>
    public const string StrictServer = "kex-strict-s-v00@openssh.com";

    /// <summary>Says that a client takes SSH_MSG_EXT_INFO (RFC 8308 section 2.1).</summary>
    public const string ExtensionInfoClient = "ext-info-c";

    /// <summary>Says that a server takes SSH_MSG_EXT_INFO (RFC 8308 section 2.1).</summary>
    public const string ExtensionInfoServer = "ext-info-s";

    private const int CookieLength = 16;

    private static readonly string[] NoCompression = ["none"];

    /// <summary>
    /// Reads the message, its number included. The languages are not read: nobody uses them, and some peers fill them in
    /// wrongly.
    /// </summary>
    public static KexInit Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.KexInit);
        reader.ReadBytes(CookieLength);
        string[] keyExchanges = reader.ReadNameList();
        string[] hostKeys = reader.ReadNameList();
        string[] ciphersToServer = reader.ReadNameList();
        string[] ciphersToClient = reader.ReadNameList();
        string[] macsToServer = reader.ReadNameList();
        string[] macsToClient = reader.ReadNameList();
        string[] compressionsToServer = reader.ReadNameList();
        string[] compressionsToClient = reader.ReadNameList();
        reader.ReadString();
        reader.ReadString();
        bool firstPacketFollows = reader.ReadBoolean();
        reader.ReadUInt32(); // Reserved.
        reader.ReadEnd();
        return new(
            keyExchanges,
            hostKeys,
            ciphersToServer,
            ciphersToClient,
            macsToServer,
            macsToClient,
            compressionsToServer,
            compressionsToClient,
            firstPacketFollows);
    }

    /// <summary>What a side with an offer sends; <paramref name="markers"/> go to the end of the key exchanges.</summary>
    public static KexInit Of(AlgorithmOffer offer, params string[] markers) => new(
        [.. offer.KeyExchanges, .. markers],
        offer.HostKeys,
        offer.Ciphers,
        offer.Ciphers,
        offer.Macs,
        offer.Macs,
        NoCompression,
        NoCompression,
        FirstPacketFollows: false);

    /// <summary>Writes the message, its number and a random cookie included.</summary>
    public void Write(SshWriter writer)
    {
        Span<byte> cookie = stackalloc byte[CookieLength];
        RandomNumberGenerator.Fill(cookie);
        writer.WriteMessage(MessageNumber.KexInit);
        writer.WriteBytes(cookie);
        writer.WriteNameList(KeyExchanges);
        writer.WriteNameList(HostKeys);
        writer.WriteNameList(CiphersToServer);
        writer.WriteNameList(CiphersToClient);
        writer.WriteNameList(MacsToServer);
        writer.WriteNameList(MacsToClient);
        writer.WriteNameList(CompressionsToServer);
        writer.WriteNameList(CompressionsToClient);
        writer.WriteNameList([]); // Languages.
        writer.WriteNameList([]);
        writer.WriteBoolean(FirstPacketFollows);
        writer.WriteUInt32(0); // Reserved.
    }
}
