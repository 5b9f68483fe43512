using System.CommandLine;

namespace Fleet.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class FleetCommand(string name, string description) : Command(name, description)
{
    /// <summary>What to show at the end of the help: a comment and a command line each.</summary>
    public required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>Further paragraphs of the help, between the options and the examples.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A command line that works as it stands, and what it does.</summary>
internal sealed record Example(string Does, string CommandLine);
