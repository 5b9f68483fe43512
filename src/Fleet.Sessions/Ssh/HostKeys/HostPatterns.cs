using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Sessions.Ssh.HostKeys;

/// <summary>The first field of a <c>known_hosts</c> line: a comma list of host patterns, or one hashed name.</summary>
internal sealed class HostPatterns
{
    private const string HashMark = "|1|";

    private readonly byte[]? _salt;
    private readonly byte[]? _hash;

    private HostPatterns(string[] patterns, byte[]? salt = null, byte[]? hash = null)
    {
        Patterns = patterns;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>The patterns in lower case; empty when the name is hashed.</summary>
    public IReadOnlyList<string> Patterns { get; }

    public bool IsHashed => _hash is not null;

    /// <summary>Whether every pattern is a plain name, so that the line can be found by a dictionary.</summary>
    public bool IsLiteral => !IsHashed && !Patterns.Any(p => p.AsSpan().IndexOfAny("*?!") >= 0);

    /// <summary>The name that a host's keys are filed under: <c>[host]:port</c> unless the port is 22.</summary>
    public static string NameOf(string host, int port)
    {
        var name = host.ToLowerInvariant();
        return port == 22 ? name : $"[{name}]:{port}";
    }

    /// <summary>Null when a hashed name is malformed.</summary>
    public static HostPatterns? Parse(string field)
    {
        if (!field.StartsWith('|'))
            return new HostPatterns(field.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries));
        var parts = field.StartsWith(HashMark, StringComparison.Ordinal) ? field[HashMark.Length..].Split('|') : [];
        return parts.Length == 2
            && DecodeSha1(parts[0]) is { } salt
            && DecodeSha1(parts[1]) is { } hash
            ? new HostPatterns([], salt, hash)
            : null;
    }

    /// <summary>Whether the line is about a host, by its name from <see cref="NameOf"/>.</summary>
    public bool Match(string name)
    {
        if (_hash is not null)
            return MatchHash(name);
        var matched = false;
        foreach (var pattern in Patterns)
        {
            var isNegated = pattern.StartsWith('!');
            // MatchesSimpleExpression knows * and ? as known_hosts does, and a backslash, which no host name has.
            if (!FileSystemName.MatchesSimpleExpression(isNegated ? pattern.AsSpan(1) : pattern, name))
                continue;
            if (isNegated)
                return false;
            matched = true;
        }
        return matched;
    }

    private bool MatchHash(string name)
    {
        Span<byte> bytes = stackalloc byte[512];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        if (!Encoding.UTF8.TryGetBytes(name, bytes, out var length))
            return false;
#pragma warning disable CA5350 // The format's own choice; it hides names and protects nothing.
        HMACSHA1.HashData(_salt!, bytes[..length], hash);
#pragma warning restore CA5350
        return hash.SequenceEqual(_hash);
    }

    private static byte[]? DecodeSha1(string text)
    {
        var bytes = new byte[HMACSHA1.HashSizeInBytes];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length ? bytes : null;
    }
}
