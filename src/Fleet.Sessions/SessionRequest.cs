using Fleet.Inventory;
using Fleet.Sessions.Platforms;

namespace Fleet.Sessions;

/// <summary>One session to hold: a device, how to talk to it, and the commands to collect.</summary>
/// <param name="Device">The device.</param>
/// <param name="Login">User name and secrets.</param>
/// <param name="Platform">How to talk to it.</param>
/// <param name="Commands">The commands to collect, in order.</param>
/// <param name="Limits">Time and size limits, enforced whatever the device does.</param>
public sealed record SessionRequest(
    Device Device,
    Login Login,
    PlatformDefinition Platform,
    IReadOnlyList<string> Commands,
    SessionLimits Limits)
{
    /// <summary>Hears how the session gets on; <see langword="null"/>: nobody does.</summary>
    public ISessionObserver? Observer { get; init; }

    /// <summary>Whether commands are typed ahead where the platform allows it; not by a second try.</summary>
    public bool TypesAhead { get; init; } = true;
}

/// <summary>Hears how a session gets on. Called on any thread, one call at a time; must be quick and never throw.</summary>
public interface ISessionObserver
{
    /// <summary>The device has accepted the login.</summary>
    void LoggedIn();

    /// <summary>Something has come from the device.</summary>
    void Heard();

    /// <summary>The output of a command is complete.</summary>
    /// <param name="elapsed">Since the command was sent or, of one that was typed ahead, since the device began with it.</param>
    void Answered(TimeSpan elapsed);
}

/// <summary>What a device may cost at most.</summary>
public sealed record SessionLimits
{
    /// <summary>From the first packet to the end of the key exchange.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the end of the key exchange to being logged in.</summary>
    public TimeSpan Authentication { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the first prompt, and for each command and each instruction.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For the whole session.</summary>
    public TimeSpan Session { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Largest output of one command, in bytes. What a device sends for it, control sequences and all, may be four times as
    /// much and 1 MiB.
    /// </summary>
    public long OutputBytes { get; init; } = 32L << 20;

    /// <summary>Most bytes that the device may send in the whole session.</summary>
    public long SessionBytes { get; init; } = 512L << 20;
}

/// <summary>How one session ended.</summary>
/// <param name="Commands">
/// The commands that came to an end, in order: collected, rejected or with too large an output. The command in which the
/// session broke is not among them, unless it broke because a too large output could not be stopped.
/// </param>
/// <param name="Failure">Why the session broke; <see langword="null"/> when every command came to an end.</param>
/// <param name="Reason">One line for people about <paramref name="Failure"/>, without secrets.</param>
public sealed record SessionResult(IReadOnlyList<CommandResult> Commands, FailureClass? Failure, string? Reason);

/// <summary>How one command ended.</summary>
/// <param name="Command">The command.</param>
/// <param name="Started">When it was sent; of one that was typed ahead, when the device began with it.</param>
/// <param name="Elapsed">Until its output was complete.</param>
/// <param name="Failure">
/// <see langword="null"/> when collected; <see cref="FailureClass.CommandRejected"/> or
/// <see cref="FailureClass.OutputTooLarge"/> when the command failed for good though the session went on.
/// </param>
/// <param name="Reason">One line for people about <paramref name="Failure"/>.</param>
public sealed record CommandResult(
    string Command,
    DateTimeOffset Started,
    TimeSpan Elapsed,
    FailureClass? Failure = null,
    string? Reason = null);

/// <summary>Takes the outputs of a session as they arrive.</summary>
public interface IOutputSink
{
    /// <summary>Starts the output of a command; one at a time.</summary>
    IOutput Begin(string command);
}

/// <summary>The output of one command while it arrives. Disposed without <see cref="Complete"/>, it is dropped.</summary>
/// <remarks>
/// Of a shell it is what the command printed, from behind the line of the echo up to the prompt: each line with its LF,
/// the last without one if the command printed none, cleaned of carriage returns and control sequences; bytes that are
/// not UTF-8 stay. Of an <c>exec</c> channel it is the bytes as they came.
/// </remarks>
public interface IOutput : IDisposable
{
    /// <summary>Appends bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The output is whole.</summary>
    void Complete();
}

/// <summary>Holds one session with one device.</summary>
public interface IDeviceSession
{
    /// <summary>
    /// Connects, collects the commands and closes. Never throws for what a device or network does: that is in the
    /// result. Always returns within the limits, soon after <paramref name="cancellation"/> with
    /// <see cref="FailureClass.Cancelled"/>.
    /// </summary>
    Task<SessionResult> RunAsync(SessionRequest request, IOutputSink sink, CancellationToken cancellation);
}
