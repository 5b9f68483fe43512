using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Commands;

/// <summary>The commands of a platform, and its way of reading them.</summary>
internal sealed class CommandTable
{
    private readonly PlatformSyntax _syntax;
    private readonly CommandWord _root = new("");

    /// <param name="syntax">How the platform reads commands.</param>
    /// <param name="style">The platform.</param>
    /// <param name="usual">The commands that an inventory asks for.</param>
    /// <param name="others">The other ones.</param>
    public CommandTable(
        PlatformSyntax syntax, PortStyle style, ReadOnlySpan<CommandSpec> usual, ReadOnlySpan<CommandSpec> others)
    {
        _syntax = syntax;
        Style = style;
        Usual = [.. usual.ToArray().Select(Add)];
        Sections = [.. Usual.Concat(others.ToArray().Select(Add)).Where(c => c.IsSection)];
        UsualNames = [.. Usual.Select(c => c.Name)];
    }

    /// <summary>The platform.</summary>
    public PortStyle Style { get; }

    /// <summary>The commands that an inventory asks for.</summary>
    public IReadOnlyList<Command> Usual { get; }

    /// <summary>The names of <see cref="Usual"/>.</summary>
    public IReadOnlyList<string> UsualNames { get; }

    /// <summary>All commands that need no argument, but for the one that shows them all.</summary>
    public IReadOnlyList<Command> Sections { get; }

    /// <summary>Reads a command word by word.</summary>
    public CommandMatch Find(string command)
    {
        CommandWord at = _root;
        bool hasArguments = false;
        List<string>? words = null;
        for (int start = NextWord(command, 0), end; start < command.Length; start = NextWord(command, end))
        {
            end = EndOfWord(command, start);
            ReadOnlySpan<char> typed = command.AsSpan(start, end - start);
            switch (at.Follow(typed, _syntax, out CommandWord? next))
            {
                case 0:
                    return new CommandMatch.Invalid(start);
                case > 1:
                    return new CommandMatch.Ambiguous();
            }
            at = next!;
            hasArguments |= at.IsArgument;
            (words ??= []).Add(at.IsArgument ? typed.ToString() : at.Spellings[0]);
        }
        if (at.Command is null)
            return new CommandMatch.Incomplete();
        return new CommandMatch.Found(hasArguments ? NewCommand(string.Join(' ', words!), at.Spec!) : at.Command);
    }

    private static int NextWord(string command, int from)
    {
        while (from < command.Length && char.IsWhiteSpace(command[from]))
            from++;
        return from;
    }

    private static int EndOfWord(string command, int from)
    {
        while (from < command.Length && !char.IsWhiteSpace(command[from]))
            from++;
        return from;
    }

    private Command Add(CommandSpec spec)
    {
        CommandWord at = _root;
        List<string> words = [];
        foreach (string word in spec.Syntax.Split(' '))
        {
            at = at.Child(word);
            words.Add(at.Spellings[0]);
        }
        at.Spec = spec;
        at.Command = NewCommand(string.Join(' ', words), spec);
        return at.Command;
    }

    private Command NewCommand(string name, CommandSpec spec) => new(name, spec, Style);
}
