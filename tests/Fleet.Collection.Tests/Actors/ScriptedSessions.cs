using System.Collections.Concurrent;
using System.Text;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Actors;

/// <summary>
/// Sessions that do what a test says, in turn; after the last step everything is collected. What was asked is kept.
/// </summary>
internal sealed class ScriptedSessions : IDeviceSession
{
    private readonly ConcurrentQueue<Func<Session, Task<SessionResult>>> _steps = new();

    public ConcurrentQueue<IReadOnlyList<string>> Asked { get; } = new();

    /// <summary>What sessions do after the last step.</summary>
    public Func<Session, Task<SessionResult>> Always { get; set; } = s => Task.FromResult(s.Collect());

    public void Next(Func<Session, Task<SessionResult>> step) => _steps.Enqueue(step);

    /// <summary>The next session breaks after some commands.</summary>
    public void NextBreaks(FailureClass failure, int after = 0) =>
        Next(s => Task.FromResult(s.Break(failure, after)));

    public Task<SessionResult> RunAsync(SessionRequest request, IOutputSink sink, CancellationToken cancellation)
    {
        Asked.Enqueue(request.Commands);
        var session = new Session(request, sink, cancellation);
        return _steps.TryDequeue(out var step) ? step(session) : Always(session);
    }

    internal sealed record Session(SessionRequest Request, IOutputSink Sink, CancellationToken Cancellation)
    {
        /// <param name="rest">What outputs end with.</param>
        public SessionResult Collect(string rest = "") => new(Take(Request.Commands.Count, rest), null, null);

        public SessionResult Break(FailureClass failure, int after) => new(Take(after), failure, "as the test says");

        private CommandResult[] Take(int count, string rest = "") => [.. Request.Commands.Take(count).Select(command =>
        {
            using var output = Sink.Begin(command);
            output.Write(Encoding.UTF8.GetBytes($"{Request.Device.Name}: {command}\n{rest}"));
            output.Complete();
            return new CommandResult(command, DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(1));
        })];
    }
}
