namespace Fleet.Sessions.Platforms;

/// <summary>How to talk to one kind of network operating system; the fields are those of scrapli's definitions.</summary>
public sealed record PlatformDefinition
{
    /// <summary>The platform's name, such as <c>cisco_iosxe</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Regular expression that any prompt of the platform matches; it ends a read.</summary>
    public required string PromptPattern { get; init; }

    /// <summary>The mode in which commands are collected.</summary>
    public required string DefaultMode { get; init; }

    /// <summary>The modes by which a prompt is classified.</summary>
    public required IReadOnlyList<PlatformMode> Modes { get; init; }

    /// <summary>Texts that no prompt contains, whatever <see cref="PromptPattern"/> says.</summary>
    public IReadOnlyList<string> PromptExcludes { get; init; } = [];

    /// <summary>Texts in an output that mean that the device rejected the command.</summary>
    public IReadOnlyList<string> FailureIndicators { get; init; } = [];

    /// <summary>What to do after login and before the first command.</summary>
    public IReadOnlyList<Instruction> OnOpen { get; init; } = [];

    /// <summary>What to do after the last command.</summary>
    public IReadOnlyList<Instruction> OnClose { get; init; } = [];

    /// <summary>Whether commands may run each on its own <c>exec</c> channel (RFC 4254 section 6.5) instead of the shell.</summary>
    public ChannelKind Channel { get; init; } = ChannelKind.Shell;

    /// <summary>Whether commands may be typed ahead; <see langword="null"/>: each waits for the prompt before it.</summary>
    public TypeAhead? TypeAhead { get; init; }
}

/// <summary>The kind of SSH channel that a platform's commands are run on.</summary>
public enum ChannelKind
{
    /// <summary>One interactive shell for all commands.</summary>
    Shell,

    /// <summary>One <c>exec</c> channel per command.</summary>
    Exec,
}

/// <summary>A mode of the command line, told apart by its prompt.</summary>
public sealed record PlatformMode
{
    /// <summary>The mode's name, such as <c>privileged_exec</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Regular expression of the mode's prompt; this or <see cref="PromptExact"/> is set.</summary>
    public string? PromptPattern { get; init; }

    /// <summary>The mode's prompt, literally.</summary>
    public string? PromptExact { get; init; }

    /// <summary>Texts that this mode's prompt does not contain.</summary>
    public IReadOnlyList<string> PromptExcludes { get; init; } = [];

    /// <summary>The modes that can be entered from this one, and how.</summary>
    public IReadOnlyList<ModeTransition> AccessibleModes { get; init; } = [];
}

/// <summary>The way from one mode to a neighbouring one.</summary>
/// <param name="Name">The mode that is entered.</param>
/// <param name="Instructions">What to do to enter it.</param>
public sealed record ModeTransition(string Name, IReadOnlyList<Instruction> Instructions);

/// <summary>One step of a transition or of opening or closing a session.</summary>
public abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>Goes to a mode, by way of others if need be.</summary>
    public sealed record EnterMode(string Mode) : Instruction;

    /// <summary>Writes text as it is, without waiting for an answer.</summary>
    public sealed record Write(string Input) : Instruction;

    /// <summary>Sends a line and waits for the prompt.</summary>
    public sealed record SendInput(string Input) : Instruction;

    /// <summary>Sends a line, waits for a question, and answers it.</summary>
    /// <param name="Input">The line to send.</param>
    /// <param name="PromptExact">The question, literally; this or <paramref name="PromptPattern"/> is set.</param>
    /// <param name="PromptPattern">The question as a regular expression.</param>
    /// <param name="Response">The answer; <c>__lookup::NAME</c> is the credential's secret of that name.</param>
    public sealed record SendPromptedInput(string Input, string? PromptExact, string? PromptPattern, string Response)
        : Instruction;
}
