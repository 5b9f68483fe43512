using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Sessions.Ssh.HostKeys;

/// <summary>One line of a <c>known_hosts</c> file: whose key it is, and the key.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="IsRevoked">Marked <c>@revoked</c>: the key is never to be accepted.</param>
/// <param name="Hosts">The host patterns, or one hashed name.</param>
/// <param name="Blob">The public key in wire format (RFC 4253 section 6.6).</param>
internal sealed record KnownHostKey(string File, int Line, bool IsRevoked, HostPatterns Hosts, byte[] Blob)
{
    public string KeyType => TypeOf(Blob);

    public string Fingerprint => FingerprintOf(Blob);

    /// <summary>The key's type, the first string of its wire format; empty when there is none.</summary>
    public static string TypeOf(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4)
            return "";
        var length = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return length <= blob.Length - 4 ? Encoding.ASCII.GetString(blob.Slice(4, (int)length)) : "";
    }

    /// <summary>The fingerprint as OpenSSH prints it.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> blob) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');

    /// <summary>
    /// Parses a line in the format of sshd(8), <c>SSH_KNOWN_HOSTS FILE FORMAT</c>. Null without an error for a line
    /// that holds no key for us: blank, a comment, or a <c>@cert-authority</c>, as host certificates are not asked for.
    /// </summary>
    public static KnownHostKey? Parse(string file, int line, string text, out string? error)
    {
        error = null;
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || fields[0].StartsWith('#'))
            return null;

        var isMarked = fields[0].StartsWith('@');
        if (isMarked && fields[0] is not ("@revoked" or "@cert-authority"))
        {
            error = $"unknown marker {fields[0]}; @revoked and @cert-authority are the known ones";
            return null;
        }
        var isRevoked = fields[0] == "@revoked";
        var isAuthority = fields[0] == "@cert-authority";
        var rest = fields.AsSpan(isMarked ? 1 : 0);
        if (rest.Length < 3)
        {
            error = "expected a host, a key type and a key";
            return null;
        }

        var blob = new byte[rest[2].Length];
        if (!Convert.TryFromBase64String(rest[2], blob, out var length) || TypeOf(blob.AsSpan(0, length)) != rest[1])
        {
            error = $"the key is not a {rest[1]} key in base64";
            return null;
        }
        var hosts = HostPatterns.Parse(rest[0]);
        if (hosts is null)
            error = "the hashed host name is not of the form |1|salt|hash";
        return hosts is null || isAuthority
            ? null
            : new KnownHostKey(file, line, isRevoked, hosts, blob.AsSpan(0, length).ToArray());
    }
}
