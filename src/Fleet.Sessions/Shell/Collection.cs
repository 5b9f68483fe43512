using System.Diagnostics;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Shell;

/// <summary>The course of one session: connects, collects the commands in order, and closes.</summary>
internal sealed partial class Collection(
    SessionRequest request,
    IOutputSink sink,
    QuietTimes quiet,
    CancellationToken lifetime)
{
    /// <summary>Wide enough for hardly any command to wrap, and a width that every platform takes.</summary>
    private const int Columns = 511;

    /// <summary>High enough to page little where paging cannot be turned off.</summary>
    private const int Rows = 500;

    /// <summary>How long a device may take to stop after Ctrl-C.</summary>
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long each step of closing may take; no output depends on it any more.</summary>
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(1);

    private readonly DeviceText _text = new(request.Login);
    private readonly TypeAhead? _typeAhead = request.TypesAhead ? request.Platform.TypeAhead : null;
    private readonly List<CommandResult> _results = new(request.Commands.Count);

    /// <summary>The commands that came to an end.</summary>
    public IReadOnlyList<CommandResult> Results => _results;

    /// <summary>The class of failure that it is when the session's time is up now.</summary>
    public FailureClass Phase { get; private set; } = FailureClass.Unreachable;

    /// <summary>Runs the session to its end.</summary>
    /// <exception cref="SessionException">It broke; <see cref="Results"/> has what was collected before.</exception>
    /// <exception cref="OperationCanceledException">Its lifetime was over.</exception>
    public async Task RunAsync(ISshTransport transport)
    {
        SessionLimits limits = request.Limits;
        var target = new SshTarget(
            request.Device.Host, request.Device.Port, request.Login, limits.Connect, limits.Authentication)
        {
            MostBytes = limits.SessionBytes,
            AsksAhead = _typeAhead is not null,
        };
        ISshConnection connection = await OpenedAsync(transport.ConnectAsync(target, lifetime));
        request.Observer?.LoggedIn();
        try
        {
            if (request.Platform.Channel == ChannelKind.Exec)
                await RunOnExecChannelsAsync(connection);
            else
                await RunOnShellAsync(connection);
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    private async Task RunOnShellAsync(ISshConnection connection)
    {
        SessionLimits limits = request.Limits;
        PlatformDefinition platform = request.Platform;
        Phase = FailureClass.PromptNotFound;
        ISshChannel channel = Observed(await OpenedAsync(connection.OpenShellAsync(Columns, Rows, lifetime)));
        try
        {
            var shell = new DeviceShell(channel, Columns, platform, _text, quiet, lifetime);
            await shell.LogInAsync(
                Deadline.In(limits.Command, Phase, $"no prompt of platform {platform.Name} came after login"));
            var navigator = new ModeNavigator(shell, platform, request.Login, _text, limits.Command);
            await CollectOnShellAsync(shell, navigator);
            await SayGoodbyeAsync(new ModeNavigator(shell, platform, request.Login, _text, CloseGrace));
        }
        finally
        {
            await CloseAsync(channel);
        }
    }

    private async Task RunOnExecChannelsAsync(ISshConnection connection)
    {
        Phase = FailureClass.CommandTimedOut;
        foreach (string command in request.Commands)
            await CollectAsync(command, output => ExecuteAsync(connection, command, output));
    }

    private async Task<Stop> ExecuteAsync(ISshConnection connection, string command, CommandOutput output)
    {
        Deadline deadline = Ending(command);
        ISshChannel channel = Observed(await OpenedAsync(connection.ExecuteAsync(command, lifetime), deadline));
        try
        {
            var reader = new ChannelReader(channel, lifetime);
            while (!output.TooLarge)
            {
                int count = await reader.ReceiveAsync(deadline.Left);
                if (count == 0)
                    return Stop.Prompt;
                if (count > 0)
                    output.Write(reader.Received(count));
                if (deadline.Left == TimeSpan.Zero)
                    throw deadline.Passed("");
            }

            return Stop.TooLarge;
        }
        finally
        {
            await CloseAsync(channel);
        }
    }

    private ISshChannel Observed(ISshChannel channel) =>
        request.Observer is { } observer ? new ObservedChannel(channel, observer) : channel;

    /// <summary>Collects one command and records how it ended.</summary>
    private async Task<Stop> CollectAsync(string command, Func<CommandOutput, Task<Stop>> receive)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        long clock = Stopwatch.GetTimestamp();
        using var output = CommandOutput.Begin(sink, command, request.Limits.OutputBytes);
        Stop stop = await receive(output);
        CommandResult result = new(command, started, Stopwatch.GetElapsedTime(clock));
        request.Observer?.Answered(result.Elapsed);
        if (output.TooLarge)
        {
            _results.Add(result with { Failure = FailureClass.OutputTooLarge, Reason = TooLarge() });
            return stop;
        }

        ReadOnlySpan<byte> rejection = output.Rejection(request.Platform.FailureIndicators);
        if (!rejection.IsEmpty)
            result = result with { Failure = FailureClass.CommandRejected, Reason = _text.Quote(rejection) };
        output.Complete();
        _results.Add(result);
        return stop;
    }

    /// <summary>What the platform does at the end. The outputs are in; a device that fails now fails nothing.</summary>
    private async Task SayGoodbyeAsync(ModeNavigator navigator)
    {
        try
        {
            await navigator.RunAsync(request.Platform.OnClose);
        }
        catch (Exception e) when (e is SessionException or OperationCanceledException)
        {
        }
    }

    /// <summary>
    /// Waits for a connection or channel no longer than the session lives and the deadline allows. What opens later is
    /// closed at once.
    /// </summary>
    private async Task<T> OpenedAsync<T>(Task<T> opening, Deadline? deadline = null)
        where T : IAsyncDisposable
    {
        try
        {
            return await opening.WaitAsync(deadline?.Left ?? Timeout.InfiniteTimeSpan, lifetime);
        }
        catch (OperationCanceledException)
        {
            _ = CloseLateAsync(opening);
            throw;
        }
        catch (TimeoutException) when (deadline is not null)
        {
            _ = CloseLateAsync(opening);
            throw deadline.Value.Passed("");
        }
        catch (Exception e) when (e is not SessionException)
        {
            throw new SessionException(FailureClass.ConnectionLost, $"the connection broke: {e.Message}", e);
        }
    }

    private static async Task CloseLateAsync<T>(Task<T> opening)
        where T : IAsyncDisposable
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
            await CloseAsync(opening.Result);
    }

    private static async Task CloseAsync(IAsyncDisposable resource)
    {
        try
        {
            await resource.DisposeAsync().AsTask().WaitAsync(CloseGrace);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What cannot be closed is given up; what it brought is in.
        }
    }

    private string TooLarge() => $"the output grew beyond {request.Limits.OutputBytes} bytes";

    private Deadline Ending(string command) =>
        Deadline.In(request.Limits.Command, FailureClass.CommandTimedOut, $"\"{command}\" did not end");

    private Deadline Stopping(string command) => Deadline.In(
        InterruptGrace, FailureClass.OutputTooLarge, $"{TooLarge()}, and \"{command}\" did not stop on Ctrl-C");
}
