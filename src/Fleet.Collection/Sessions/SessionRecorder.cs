using Fleet.Collection.Devices;
using Fleet.Sessions;
using Fleet.Storage.Outputs;

namespace Fleet.Collection.Sessions;

/// <summary>
/// Holds sessions and stores what they give: the outputs stream into a spool and are committed in one batch, before
/// anybody hears of them.
/// </summary>
public sealed class SessionRecorder(IDeviceSession sessions, OutputStore outputs, TimeProvider clock)
{
    /// <summary>Holds one session. Does not throw for what a device, a network or the store does.</summary>
    public async Task<SessionOutcome> HoldAsync(SessionRequest request, CancellationToken cancellation)
    {
        var started = Now();
        using var spool = outputs.CreateSpool();
        var sink = new SpoolSink(spool);
        SessionResult result;
        try
        {
            result = await sessions.RunAsync(request, sink, cancellation).ConfigureAwait(false);

            // Cancelling ends the session, not the storing of what it has collected.
            await outputs.CommitAsync(spool.Outputs, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e)
        {
            return new SessionOutcome(started, Now(), [], FailureClass.StoreUnavailable, e.Message);
        }

        return new SessionOutcome(
            started,
            Now(),
            [.. result.Commands.Select(c => ToOutcome(c, sink.Find(c.Command)))],
            result.Failure,
            result.Reason);
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
