using Akka.Actor;
using Akka.Persistence;
using Fleet.Collection.Serialization;

namespace Fleet.Collection.Permits;

/// <summary>
/// Sees to it that no account is locked: counts the rejected logins of every credential, and pauses one that was rejected
/// too often. The count is in the journal before the next login, so that no crash makes it forget.
/// </summary>
public sealed class CredentialGuard : ReceivePersistentActor
{
    /// <summary>The id under which the guard's events stand in the journal.</summary>
    public const string Id = "credentials";

    private const int EventsPerSnapshot = 100;

    private readonly IActorRef _router;
    private readonly TimeProvider _clock;
    private CredentialStandings _standings = CredentialStandings.Empty;

    /// <summary>The guard of one journal.</summary>
    /// <param name="router">Is told how credentials stand: of each at first, then of those that change.</param>
    /// <param name="pauseAfter">Rejections in a row that pause a credential, at least 1.</param>
    /// <param name="clock">The clock.</param>
    public CredentialGuard(IActorRef router, int pauseAfter, TimeProvider clock)
    {
        _router = router;
        _clock = clock;

        Recover<SnapshotOffer>(offer => _standings = (CredentialStandings)offer.Snapshot);
        Recover<ICredentialEvent>(Apply);

        Command<Rejected>(rejected => PersistAll(
            _standings.Reject(rejected.Credential, pauseAfter, Now()),
            Apply,
            () => _router.Tell(new Counted(rejected.Credential, _standings.Of(rejected.Credential)))));
        Command<Accepted>(accepted =>
        {
            if (_standings.Of(accepted.Credential) is { Rejections: > 0, Paused: null })
            {
                Persist(new CredentialAccepted(accepted.Credential, Now()), Apply);
            }
        });
        Command<Release>(OnRelease);
        Command<SaveSnapshotSuccess>(_ => { });
        Command<SaveSnapshotFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <summary>The command that ends a credential's pause.</summary>
    public static string ReleaseCommand(string credential) =>
        "fleet release --credential " + (credential.All(c => char.IsAsciiLetterOrDigit(c) || "-_.@".Contains(c))
            ? credential
            : $"'{credential.Replace("'", @"'\''")}'");

    /// <inheritdoc/>
    protected override void OnReplaySuccess() => _router.Tell(new Recovered(_standings));

    private void OnRelease(Release release)
    {
        var (credential, asker) = (release.Credential, Sender);
        var wasPaused = _standings.Of(credential).Paused is not null;
        if (!wasPaused)
        {
            asker.Tell(new Released(credential, wasPaused));
            return;
        }

        Persist(new CredentialReleased(credential, Now(), release.By), e =>
        {
            Apply(e);
            var released = new Released(credential, wasPaused);
            _router.Tell(released);
            asker.Tell(released);
        });
    }

    private void Apply(ICredentialEvent e)
    {
        _standings = _standings.Apply(e);
        if (!IsRecovering && LastSequenceNr % EventsPerSnapshot == 0)
        {
            SaveSnapshot(_standings);
        }
    }

    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // What is not written down counts for nothing: begin again with what is.
        OnPersistFailure(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    /// <summary>A login was rejected; answered with <see cref="Counted"/>.</summary>
    public sealed record Rejected(string Credential) : ILocalMessage;

    /// <summary>A login was accepted of a credential that had been rejected.</summary>
    public sealed record Accepted(string Credential) : ILocalMessage;

    /// <summary>Ends a credential's pause; answered with <see cref="Released"/>. Safe to repeat.</summary>
    /// <param name="Credential">The credential.</param>
    /// <param name="By">Who says so, for people.</param>
    public sealed record Release(string Credential, string By) : ILocalMessage;

    /// <summary>How every credential stands, after a start.</summary>
    public sealed record Recovered(CredentialStandings Standings) : ILocalMessage;

    /// <summary>A rejection is written down, and this is how the credential stands now.</summary>
    public sealed record Counted(string Credential, CredentialStanding Standing) : ILocalMessage;

    /// <summary>A credential is not paused, or no longer.</summary>
    public sealed record Released(string Credential, bool WasPaused) : ILocalMessage;
}
