using Fleet.Inventory;

namespace Fleet.CommandLine;

/// <summary>The command cannot be carried out; what it prints is all that there is to say, so no stack trace is shown.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>One line that says what is wrong and what would be right.</summary>
    public CommandException(string message)
        : base(message) => Lines = [$"fleet: {message}"];

    /// <summary>Several things that are wrong, a line each.</summary>
    public CommandException(IEnumerable<string> messages)
        : base("several errors") => Lines = [.. messages.Select(m => $"fleet: {m}")];

    /// <summary>The errors of files, each on the line that compilers would print.</summary>
    public CommandException(IEnumerable<SourceError> errors)
        : base("errors in files") => Lines = [.. errors.Select(e => e.ToString())];

    /// <summary>The lines to print.</summary>
    public IReadOnlyList<string> Lines { get; }
}
