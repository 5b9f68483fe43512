using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Inventory;

/// <summary>Tells what can be connected to from what cannot.</summary>
public static class HostAddress
{
    private const int LongestName = 253; // RFC 1035 section 2.3.4, as text without the final dot.
    private const int LongestLabel = 63;

    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private static readonly SearchValues<char> ZoneCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>
    /// Checks that a text is an IPv4 address in dotted decimal, an IPv6 address (RFC 4291, with an optional zone as in
    /// <c>fe80::1%eth0</c>), or a host name (RFC 1123 section 2.1; an underscore passes too, as resolvers let it).
    /// </summary>
    /// <returns>What is wrong and what would be right; <see langword="null"/> when the address is good.</returns>
    public static string? Check(string host)
    {
        if (host.Contains("://", StringComparison.Ordinal))
            return "is a URL; write the host name or address alone";
        if (host.Contains('@'))
            return "names a user; write the host alone, the user belongs to the credential";
        if (host.StartsWith('['))
            return "is in brackets; write an IPv6 address without them";
        if (host.IndexOf(':') is var colon and >= 0)
        {
            if (host.IndexOf(':', colon + 1) < 0)
                return "holds a port; write it as 'port'";
            return IsIpv6(host) ? null : "is not a valid IPv6 address";
        }

        var name = host.EndsWith('.') ? host.AsSpan(..^1) : host;
        var last = name[(name.LastIndexOf('.') + 1)..];
        // A name whose last label is a number is only ever meant as an address (RFC 1123 section 2.1).
        if (!last.IsEmpty && !last.ContainsAnyExceptInRange('0', '9'))
            return IsIpv4(host) ? null : "is not a valid IPv4 address: four numbers from 0 to 255 without leading zeros, such as 192.0.2.1";
        if (!Ascii.IsValid(host))
            return "has letters beyond ASCII; write an internationalised name in its 'xn--' form";
        return name.Length <= LongestName && AreLabels(name)
            ? null
            : "is not a valid host name: labels of up to 63 letters, digits and inner hyphens, separated by dots";
    }

    private static bool AreLabels(ReadOnlySpan<char> name)
    {
        foreach (var part in name.Split('.'))
        {
            var label = name[part];
            if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-' || label.ContainsAnyExcept(LabelCharacters))
                return false;
        }

        return true;
    }

    private static bool IsIpv4(ReadOnlySpan<char> host)
    {
        int count = 0;
        foreach (var part in host.Split('.'))
        {
            var number = host[part];
            bool leadingZero = number.Length > 1 && number[0] == '0';
            if (++count > 4 || leadingZero || !byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
        }

        return count == 4;
    }

    private static bool IsIpv6(string host)
    {
        int percent = host.IndexOf('%');
        if (percent >= 0 && (percent == host.Length - 1 || host.AsSpan(percent + 1).ContainsAnyExcept(ZoneCharacters)))
            return false;
        return IPAddress.TryParse(percent < 0 ? host : host[..percent], out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
