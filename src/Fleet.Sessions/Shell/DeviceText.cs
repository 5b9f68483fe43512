using System.Text;

namespace Fleet.Sessions.Shell;

/// <summary>Quotes what a device said in messages for people: one printable line, without secrets.</summary>
internal sealed class DeviceText
{
    private const int Longest = 120;

    private readonly string[] _secrets;

    /// <summary>Quotes without the secrets of <paramref name="login"/>, should the device have echoed one.</summary>
    public DeviceText(Login login)
    {
        IEnumerable<string?> secrets = [.. login.Secrets.Values, login.Password, login.Passphrase];
        // The longest first: a secret may be part of another.
        _secrets = [.. secrets.OfType<string>().Where(s => s.Length > 0).OrderByDescending(s => s.Length)];
    }

    /// <summary>A line of the device's, cut where it is long.</summary>
    public string Quote(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 8 * Longest)]);
        foreach (string secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        text = text.Trim();
        string cut = text.Length > Longest ? $"{text.AsSpan(0, Longest)}..." : text;
        return string.Create(cut.Length, cut, static (printable, from) =>
        {
            for (int i = 0; i < from.Length; i++)
                printable[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
    }
}
