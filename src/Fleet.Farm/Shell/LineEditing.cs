namespace Fleet.Farm.Shell;

/// <summary>What a line editor does at the end of the terminal's row.</summary>
internal enum LongLine
{
    /// <summary>Leaves it to the terminal.</summary>
    Wrap,

    /// <summary>Moves on with <c>SPACE CR</c>, as readline does on terminals that wrap late.</summary>
    WrapWithSpaceCr,

    /// <summary>Shifts the line to the left behind a <c>$</c>, as IOS does.</summary>
    Scroll,
}

/// <summary>How a system's line editor behaves.</summary>
/// <param name="AtEndOfRow">At the end of the row.</param>
/// <param name="EraseOne">What wipes the last character.</param>
/// <param name="CrLfIsOne">Whether CR LF is one RETURN and not two.</param>
internal sealed record LineEditing(LongLine AtEndOfRow, string EraseOne, bool CrLfIsOne)
{
    /// <summary>What RETURN echoes, even where nothing else is echoed.</summary>
    public string Return { get; init; } = "\n";

    /// <summary>Of Cisco's own editors.</summary>
    public static LineEditing Cisco { get; } = new(LongLine.Scroll, "\b \b", true);

    /// <summary>Of GNU readline.</summary>
    public static LineEditing Readline { get; } = new(LongLine.WrapWithSpaceCr, "\b\x1b[K", false);

    /// <summary>None at all: lines are read from a pipe.</summary>
    public static LineEditing None { get; } = new(LongLine.Wrap, "", false) { Return = "" };

    /// <summary>Of editors that leave long lines to the terminal.</summary>
    public static LineEditing Plain { get; } = new(LongLine.Wrap, "\b \b", true);
}

/// <summary>How a line came to its end.</summary>
internal enum LineEnd
{
    /// <summary>By RETURN.</summary>
    Entered,

    /// <summary>By Ctrl-C.</summary>
    Interrupted,

    /// <summary>By Ctrl-Z.</summary>
    Escaped,

    /// <summary>By Ctrl-D on an empty line.</summary>
    EndOfInput,

    /// <summary>The client sends no more.</summary>
    Closed,
}

/// <summary>A line that was typed.</summary>
internal readonly record struct TypedLine(string Text, LineEnd End);
