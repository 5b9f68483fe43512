using System.Text;
using Fleet.Sessions;

namespace Fleet.LoadTests.Recovery;

/// <summary>Sessions that have every output at once, so that what is left is what collecting costs apart from SSH.</summary>
internal sealed class InstantSessions : IDeviceSession
{
    public Task<SessionResult> RunAsync(SessionRequest request, IOutputSink sink, CancellationToken cancellation)
    {
        var results = request.Commands.Select(command =>
        {
            using var output = sink.Begin(command);
            output.Write(Encoding.UTF8.GetBytes($"{request.Device.Name}: {command}\n"));
            output.Complete();
            return new CommandResult(command, DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(1));
        });
        return Task.FromResult(new SessionResult([.. results], null, null));
    }
}
