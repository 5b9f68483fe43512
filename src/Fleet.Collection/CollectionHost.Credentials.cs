using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Permits;
using Fleet.Storage.Outputs;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Collection;

/// <content>Ends the pauses of credentials, apart from any run.</content>
public sealed partial class CollectionHost
{
    private static readonly TimeSpan ReleaseCredentialWithin = TimeSpan.FromSeconds(30);

    /// <summary>Ends the pause of a credential; when it returns, the read tables show it. Safe to repeat.</summary>
    /// <param name="credential">The credential's name.</param>
    /// <param name="by">Who says that it is right again, for the journal.</param>
    /// <returns>Whether it was paused.</returns>
    /// <exception cref="StoreUnavailableException">The journal cannot be written or read.</exception>
    public async Task<bool> ReleaseCredentialAsync(string credential, string by)
    {
        var router = _host.Services.GetRequiredService<IRequiredActor<SessionRouter>>().ActorRef;
        try
        {
            var released = await router.Ask<CredentialGuard.Released>(
                new CredentialGuard.Release(credential, by), ReleaseCredentialWithin).ConfigureAwait(false);
            await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
            return released.WasPaused;
        }
        catch (AskTimeoutException)
        {
            throw new StoreUnavailableException(
                $"credential {credential} cannot be released: the journal cannot be written or read; the log says why");
        }
    }
}
