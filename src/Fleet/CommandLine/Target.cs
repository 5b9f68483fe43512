using System.Globalization;
using System.Net;
using Fleet.Inventory;

namespace Fleet.CommandLine;

/// <summary>A device named on the command line: <c>[user@]host[:port]</c>, IPv6 addresses with a port in brackets.</summary>
/// <param name="User">The user; <see langword="null"/> when none was named.</param>
/// <param name="Host">Host name or address, without brackets.</param>
/// <param name="Port">TCP port.</param>
internal sealed record Target(string? User, string Host, int Port)
{
    /// <summary>The port of SSH (RFC 4253 section 4.1).</summary>
    public const int DefaultPort = 22;

    /// <summary>The name that the device has in the store: its host, and its port where that is not 22.</summary>
    public string Name => Port == DefaultPort ? Host : $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}";

    /// <summary>Reads a target.</summary>
    /// <exception cref="CommandException">This is none; the message says what would be right.</exception>
    public static Target Parse(string text)
    {
        CommandException Wrong(string what) =>
            new($"'{text}' is no target: {what}; expected [user@]host[:port], such as admin@192.0.2.1 or admin@[2001:db8::1]:2022");

        // The last @: some AAA servers have users like admin@domain.
        var at = text.LastIndexOf('@');
        var user = at < 0 ? null : text[..at];
        var place = text[(at + 1)..];
        if (user is "")
        {
            throw Wrong("the user before the @ is missing");
        }

        if (user is not null && user.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw Wrong("a user has no blanks");
        }

        var (host, port) = Split(place, Wrong);
        if (HostAddress.Check(host) is { } problem)
        {
            throw Wrong(host.Length == 0 ? "the host is missing" : $"'{host}' {problem}");
        }

        return new Target(user, host, port is null ? DefaultPort : ParsePort(port, Wrong));
    }

    private static (string Host, string? Port) Split(string place, Func<string, CommandException> wrong)
    {
        if (place.StartsWith('['))
        {
            var end = place.IndexOf(']');
            if (end < 0)
            {
                throw wrong("the closing ] is missing");
            }

            var rest = place[(end + 1)..];
            return rest.Length == 0 || rest[0] == ':'
                ? (place[1..end], rest.Length == 0 ? null : rest[1..])
                : throw wrong("after the ] there is a : and a port, or nothing");
        }

        var colon = place.IndexOf(':');
        return colon < 0 || place.IndexOf(':', colon + 1) >= 0
            ? (place, null)
            : (place[..colon], place[(colon + 1)..]);
    }

    private static int ParsePort(string text, Func<string, CommandException> wrong) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= IPEndPoint.MinPort + 1 and <= IPEndPoint.MaxPort
            ? port
            : throw wrong(text.Length == 0
                ? "the port behind the : is missing"
                : $"'{text}' is no port, which is a number from 1 to 65535");
}
