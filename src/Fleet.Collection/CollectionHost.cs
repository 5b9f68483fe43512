using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection;

/// <summary>The actor system of one process with everything that collecting needs. The embedded way to collect.</summary>
public sealed class CollectionHost : IAsyncDisposable
{
    /// <summary>The output store.</summary>
    public OutputStore Outputs => throw new NotImplementedException();

    /// <summary>The read tables.</summary>
    public ReadTables ReadTables => throw new NotImplementedException();

    /// <summary>How the run under way stands; <see langword="null"/> before the first.</summary>
    public RunProgress? Progress => throw new NotImplementedException();

    /// <summary>Starts the actor system on a data folder and brings the read tables up to date.</summary>
    /// <param name="folder">The data folder, opened for writing; the host does not dispose it.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="devices">The devices that runs may name.</param>
    /// <param name="sessions">How sessions are held.</param>
    public static Task<CollectionHost> StartAsync(
        DataFolder folder, FleetSettings settings, DeviceDirectory devices, IDeviceSession sessions) =>
        throw new NotImplementedException();

    /// <summary>Runs a collection to its end; when it returns, the read tables show it.</summary>
    /// <param name="request">What to collect.</param>
    /// <param name="interrupt">Start no more sessions; those in flight may finish.</param>
    /// <param name="abandon">End the sessions in flight too; what they have collected is kept.</param>
    public Task<RunSummary> RunAsync(RunRequest request, CancellationToken interrupt, CancellationToken abandon) =>
        throw new NotImplementedException();

    /// <summary>Stops the actor system after the writes under way.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
