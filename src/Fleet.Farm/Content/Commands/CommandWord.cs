namespace Fleet.Farm.Content.Commands;

/// <summary>How a platform reads commands.</summary>
/// <param name="Comparison">Whether upper and lower case are the same.</param>
/// <param name="MayShorten">Whether the beginning of a word is enough when no other word begins like it.</param>
internal readonly record struct PlatformSyntax(StringComparison Comparison, bool MayShorten)
{
    /// <summary>As on Cisco's systems and those that are like them.</summary>
    public static PlatformSyntax Cisco => new(StringComparison.OrdinalIgnoreCase, MayShorten: true);

    /// <summary>As on Junos.</summary>
    public static PlatformSyntax Junos => new(StringComparison.Ordinal, MayShorten: true);

    /// <summary>As in a Unix shell.</summary>
    public static PlatformSyntax Shell => new(StringComparison.Ordinal, MayShorten: false);
}

/// <summary>A word of a platform's command language, and the words that may come after it.</summary>
/// <param name="word">Its spellings, separated by <c>|</c>, or an argument in angle brackets.</param>
internal sealed class CommandWord(string word)
{
    private readonly List<CommandWord> _children = [];

    /// <summary>How it is spelt; the first one is the true one.</summary>
    public string[] Spellings { get; } = word == "|" ? [word] : word.Split('|');

    /// <summary>Whether it stands for what a person chooses.</summary>
    public bool IsArgument { get; } = word.StartsWith('<');

    /// <summary>The table's entry that ends here, if one does.</summary>
    public CommandSpec? Spec { get; set; }

    /// <summary>The command that ends here, if one does.</summary>
    public Command? Command { get; set; }

    private bool IsNumber => Spellings[0] == "<number>";

    /// <summary>The child for a word of a table, made when it is new.</summary>
    public CommandWord Child(string syntax)
    {
        string first = syntax == "|" ? syntax : syntax.Split('|')[0];
        CommandWord? child = _children.Find(c => c.Spellings[0] == first);
        if (child is null)
            _children.Add(child = new CommandWord(syntax));
        return child;
    }

    /// <summary>Finds what a typed word means here: a word in full goes before a shortened one, and that before an argument.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="syntax">How the platform reads.</param>
    /// <param name="next">The word, when there is exactly one.</param>
    /// <returns>How many words it could be.</returns>
    public int Follow(ReadOnlySpan<char> typed, PlatformSyntax syntax, out CommandWord? next)
    {
        next = null;
        int matches = 0;
        CommandWord? argument = null;
        foreach (CommandWord child in _children)
        {
            if (child.IsArgument)
            {
                if (!child.IsNumber || !typed.ContainsAnyExceptInRange('0', '9'))
                    argument = child;
                continue;
            }
            foreach (string spelling in child.Spellings)
            {
                if (typed.Equals(spelling, syntax.Comparison))
                {
                    next = child;
                    return 1;
                }
                if (syntax.MayShorten && typed.Length < spelling.Length && spelling.AsSpan().StartsWith(typed, syntax.Comparison))
                {
                    matches++;
                    next = child;
                    break;
                }
            }
        }
        if (matches != 0 || argument is null)
            return matches;
        next = argument;
        return 1;
    }
}
