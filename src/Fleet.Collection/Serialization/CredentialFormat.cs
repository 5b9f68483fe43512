using System.Collections.Immutable;
using Fleet.Collection.Permits;

namespace Fleet.Collection.Serialization;

/// <summary>What is known against credentials, on the wire and back.</summary>
internal static class CredentialFormat
{
    public static Wire.Credential ToWire(ICredentialEvent e) => new()
    {
        Name = e.Credential,
        AtMs = e.At.ToUnixTimeMilliseconds(),
        Rejections = (e as CredentialPaused)?.Rejections ?? 0,
        Reason = (e as CredentialPaused)?.Reason ?? "",
        By = (e as CredentialReleased)?.By ?? "",
    };

    public static CredentialRejected Rejected(Wire.Credential w) => new(w.Name, At(w));

    public static CredentialAccepted Accepted(Wire.Credential w) => new(w.Name, At(w));

    public static CredentialPaused Paused(Wire.Credential w) => new(w.Name, At(w), w.Rejections, w.Reason);

    public static CredentialReleased Released(Wire.Credential w) => new(w.Name, At(w), w.By);

    public static Wire.CredentialStandings ToWire(CredentialStandings standings)
    {
        var wire = new Wire.CredentialStandings();
        foreach (var (name, standing) in standings.Credentials)
        {
            wire.Credentials.Add(new Wire.Credential
            {
                Name = name,
                Rejections = standing.Rejections,
                Reason = standing.Paused ?? "",
            });
        }

        return wire;
    }

    public static CredentialStandings Standings(Wire.CredentialStandings w) => new()
    {
        Credentials = w.Credentials.ToImmutableDictionary(
            c => c.Name, c => new CredentialStanding(c.Rejections, c.Reason.Length == 0 ? null : c.Reason)),
    };

    private static DateTimeOffset At(Wire.Credential w) => DateTimeOffset.FromUnixTimeMilliseconds(w.AtMs);
}
