namespace Fleet.Collection.Permits;

/// <summary>Says in lines for people what holds sessions back.</summary>
internal static class Holdups
{
    private const int SitesNamed = 3;

    /// <summary>Paused credentials, others that somebody waits for in vain, and sites.</summary>
    /// <param name="credentials">All credentials.</param>
    /// <param name="awaited">Those that somebody waits for.</param>
    /// <param name="cut">Sites that are left alone.</param>
    /// <param name="waitedAt">Sites at which somebody waits.</param>
    public static IEnumerable<string> Of(
        IEnumerable<CredentialGate> credentials,
        IEnumerable<CredentialGate> awaited,
        IEnumerable<SiteGate> cut,
        IEnumerable<SiteGate> waitedAt) =>
    [
        .. credentials.Where(c => c.Paused is not null).Select(c =>
            $"credential {c.Name} is paused: {c.Paused}; go on with: {CredentialGuard.ReleaseCommand(c.Name)}"),
        .. awaited.Select(c => c.Holdup).OfType<string>(),
        .. Line("left alone for a while, as hardly a device could be reached", [.. cut]),
        .. Line("as many sessions as set", [.. waitedAt.Where(s => s.IsFull)]),
    ];

    private static IEnumerable<string> Line(string what, IReadOnlyList<SiteGate> sites)
    {
        if (sites.Count > 0)
        {
            var names = string.Join(", ", sites.OrderBy(s => s.Number).Take(SitesNamed).Select(s => s.Name));
            var more = sites.Count > SitesNamed ? $" and {sites.Count - SitesNamed} more" : "";
            yield return $"{(sites.Count == 1 ? "site" : "sites")} {names}{more}: {what}";
        }
    }
}
