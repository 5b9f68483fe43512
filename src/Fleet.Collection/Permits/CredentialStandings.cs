using System.Collections.Immutable;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Permits;

/// <summary>How the credentials stand that were rejected lately. Changes only by <see cref="Apply"/>, from events.</summary>
public sealed record CredentialStandings : IWireMessage
{
    /// <summary>Nothing was rejected.</summary>
    public static CredentialStandings Empty { get; } = new();

    /// <summary>By credential; one that was never rejected, or accepted since, is not in it.</summary>
    public ImmutableDictionary<string, CredentialStanding> Credentials { get; init; } =
        ImmutableDictionary<string, CredentialStanding>.Empty;

    /// <summary>How one stands.</summary>
    public CredentialStanding Of(string credential) => Credentials.GetValueOrDefault(credential, CredentialStanding.Good);

    /// <summary>What follows from a rejected login.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="pauseAfter">Rejections in a row that pause it.</param>
    /// <param name="at">When.</param>
    public IReadOnlyList<ICredentialEvent> Reject(string credential, int pauseAfter, DateTimeOffset at)
    {
        var standing = Of(credential);
        var rejections = standing.Rejections + 1;
        var rejected = new CredentialRejected(credential, at);
        return standing.Paused is null && rejections >= pauseAfter
            ? [rejected, new CredentialPaused(credential, at, rejections, $"{rejections} logins in a row were rejected")]
            : [rejected];
    }

    /// <summary>The state after an event.</summary>
    public CredentialStandings Apply(ICredentialEvent e)
    {
        var standing = Of(e.Credential);
        return e switch
        {
            CredentialRejected => With(e.Credential, standing with { Rejections = standing.Rejections + 1 }),
            CredentialPaused paused => With(e.Credential, new CredentialStanding(paused.Rejections, paused.Reason)),

            // What was under way when it was paused may still be accepted: only somebody ends a pause.
            CredentialAccepted when standing.Paused is not null => this,
            _ => this with { Credentials = Credentials.Remove(e.Credential) },
        };
    }

    private CredentialStandings With(string credential, CredentialStanding standing) =>
        this with { Credentials = Credentials.SetItem(credential, standing) };
}

/// <summary>How a credential stands.</summary>
/// <param name="Rejections">Rejections in a row that count.</param>
/// <param name="Paused">Why it is paused; <see langword="null"/> when it is not.</param>
public sealed record CredentialStanding(int Rejections, string? Paused)
{
    /// <summary>Of one that nothing is known against.</summary>
    public static CredentialStanding Good { get; } = new(0, null);
}
