using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Devices;
using Fleet.Storage.Outputs;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Collection;

/// <content>Ends quarantines, apart from any run.</content>
public sealed partial class CollectionHost
{
    private const int ReleasesAtOnce = 200;

    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Ends the quarantine of devices; when it returns, the read tables show it.</summary>
    /// <param name="devices">Names of devices; all are in the <see cref="DeviceDirectory"/>.</param>
    /// <returns>Those that had been set aside.</returns>
    /// <exception cref="StoreUnavailableException">The journal cannot be written; some may be released.</exception>
    public async Task<IReadOnlyList<string>> ReleaseAsync(IEnumerable<string> devices)
    {
        var router = _host.Services.GetRequiredService<IRequiredActor<DeviceRouter>>().ActorRef;
        var released = new List<string>();
        foreach (var some in devices.Chunk(ReleasesAtOnce))
        {
            var replies = await Task.WhenAll(some.Select(device => ReleaseAsync(router, device))).ConfigureAwait(false);
            released.AddRange(replies.Where(r => r.WasSetAside).Select(r => r.Device));
        }

        await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
        return released;
    }

    private static async Task<DeviceReply.Released> ReleaseAsync(IActorRef router, string device)
    {
        try
        {
            return await router.Ask<IDeviceMessage>(new DeviceCommand.Release(device), ReleaseTimeout).ConfigureAwait(false)
                as DeviceReply.Released ?? throw NotReleased(device);
        }
        catch (AskTimeoutException)
        {
            throw NotReleased(device);
        }
    }

    private static StoreUnavailableException NotReleased(string device) =>
        new($"{device} cannot be released: the journal cannot be written or read; the log says why");
}
