using System.Security.Cryptography;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Sessions;
using Fleet.Storage.Outputs;

namespace Fleet.Collection.Sessions;

/// <summary>
/// Holds sessions and stores what they give: the outputs stream into a spool and are committed in one batch, before
/// anybody hears of them. While the store cannot be written, the spool is kept and committed later.
/// </summary>
public sealed class SessionRecorder(IDeviceSession sessions, OutputStore outputs, StoreHealth health, TimeProvider clock)
{
    /// <summary>More than a spool holds in memory.</summary>
    private const int TrialBytes = 512 << 10;

    private readonly PatientWriter _outputs = new(StorePart.Outputs, health, clock);
    private readonly PatientWriter _spool = new(StorePart.Spool, health, clock);

    /// <summary>Holds one session. Does not throw for what a device, a network or the store does.</summary>
    /// <param name="request">The session.</param>
    /// <param name="cancellation">
    /// Ends the session, not the storing of what it has collected; but a store that cannot be written is waited for no longer.
    /// </param>
    public async Task<SessionOutcome> HoldAsync(SessionRequest request, CancellationToken cancellation)
    {
        var started = Now();
        using var spool = outputs.CreateSpool();
        var sink = new SpoolSink(spool);
        var result = await sessions.RunAsync(request, sink, cancellation).ConfigureAwait(false);
        TimeSpan wait;
        try
        {
            wait = await CommitAsync(spool.Outputs, cancellation).ConfigureAwait(false);
            if (result.Failure == FailureClass.StoreUnavailable)
            {
                health.Failed(StorePart.Spool, result.Reason);
                wait += await _spool.WriteAsync(TrySpoolAsync, cancellation).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException e)
        {
            return new SessionOutcome(started, Now(), [], FailureClass.StoreUnavailable, e.Message) { IsStoreGivenUp = true };
        }

        return new SessionOutcome(
            started,
            Now(),
            [.. result.Commands.Select(c => ToOutcome(c, sink.Find(c.Command)))],
            result.Failure,
            result.Reason)
        {
            StoreWait = wait,
        };
    }

    /// <summary>Stores outputs durably, however long the store cannot be written.</summary>
    /// <param name="spooled">The outputs; their spool must live until the task ends.</param>
    /// <param name="hurry">A store that cannot be written is waited for no longer.</param>
    /// <returns>Time that passed because the store could not be written.</returns>
    /// <exception cref="StoreUnavailableException">Patience is over, the store is damaged, or there is hurry.</exception>
    public Task<TimeSpan> CommitAsync(IReadOnlyList<SpooledOutput> spooled, CancellationToken hurry) =>
        _outputs.WriteAsync(() => outputs.CommitAsync(spooled, CancellationToken.None), hurry);

    /// <summary>Writes to the spool folder what cannot be kept in memory.</summary>
    private Task TrySpoolAsync()
    {
        try
        {
            using var spool = outputs.CreateSpool();
            using var output = spool.Begin();
            output.Write(RandomNumberGenerator.GetBytes(TrialBytes));
            output.Complete();
            return Task.CompletedTask;
        }
        catch (StoreUnavailableException e)
        {
            return Task.FromException(e);
        }
    }

    private static CommandOutcome ToOutcome(CommandResult result, SpooledOutput? output) => new(
        result.Command,
        output?.Hash,
        output?.Bytes ?? 0,
        ToMilliseconds(result.Started + result.Elapsed),
        result.Failure,
        result.Reason);

    private DateTimeOffset Now() => ToMilliseconds(clock.GetUtcNow());

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>Lets a session write into a spool.</summary>
    private sealed class SpoolSink(OutputSpool spool) : IOutputSink
    {
        private readonly Dictionary<string, SpooledOutput> _outputs = [];

        public SpooledOutput? Find(string command) => _outputs.GetValueOrDefault(command);

        public IOutput Begin(string command) => new Output(spool.Begin(), o => _outputs[command] = o);

        private sealed class Output(OutputWriter writer, Action<SpooledOutput> completed) : IOutput
        {
            public void Write(ReadOnlySpan<byte> bytes) => writer.Write(bytes);

            public void Complete() => completed(writer.Complete());

            public void Dispose() => writer.Dispose();
        }
    }
}
