namespace Fleet.Farm.Personalities;

/// <summary>What a command that changes the session does.</summary>
internal enum Verb
{
    /// <summary>Is taken, and nothing is to be seen of it.</summary>
    Nothing,

    /// <summary>Prints an output: the whole line is looked up among the contents.</summary>
    Show,

    /// <summary>Runs the rest of the line as a command of the mode above.</summary>
    Run,

    /// <summary>Asks for the enable secret.</summary>
    Enable,

    /// <summary>Gives up privileges.</summary>
    Disable,

    /// <summary>Goes to configuration mode.</summary>
    Configure,

    /// <summary>Goes to a mode below configuration mode.</summary>
    Submode,

    /// <summary>Goes up by one mode; from the top one the session ends.</summary>
    Exit,

    /// <summary>Leaves configuration mode.</summary>
    End,

    /// <summary>Ends the session.</summary>
    Logout,

    /// <summary>Sets the rows of a page.</summary>
    Rows,

    /// <summary>Sets the columns of a row.</summary>
    Columns,

    /// <summary>Sets the host name.</summary>
    HostName,

    /// <summary>Turns the line with the time before outputs off or on.</summary>
    Timestamp,

    /// <summary>Turns the completion of words by the space bar off or on.</summary>
    CompleteOnSpace,
}

/// <summary>How a line was understood.</summary>
internal enum Understanding
{
    /// <summary>It is a command of the tree.</summary>
    Command,

    /// <summary>Its first word begins no command of the tree.</summary>
    Unknown,

    /// <summary>A word could be several.</summary>
    Ambiguous,

    /// <summary>More words are needed.</summary>
    Incomplete,

    /// <summary>A word is none that could stand there.</summary>
    Invalid,
}

/// <summary>A line as a command tree understands it.</summary>
/// <param name="As">How.</param>
/// <param name="Verb">What the command does.</param>
/// <param name="Argument">The last variable word, or the rest of the line.</param>
/// <param name="Offset">Where in the line what was not understood begins.</param>
internal readonly record struct ParsedLine(
    Understanding As,
    Verb Verb = Verb.Nothing,
    string Argument = "",
    int Offset = 0);

/// <summary>
/// The commands of a mode that change the session. Words may be shortened while they are unambiguous; <c>#</c> stands for
/// a number, <c>*</c> for any word, <c>...</c> for the rest of the line.
/// </summary>
internal sealed class CommandTree
{
    private readonly (string[] Words, Verb Verb)[] _commands;

    /// <summary>A tree of commands, each written as its words.</summary>
    public CommandTree(params (string Syntax, Verb Verb)[] commands) =>
        _commands = [.. commands.Select(c => (c.Syntax.Split(' '), c.Verb))];

    /// <summary>Understands a line.</summary>
    public ParsedLine Parse(string line)
    {
        Span<bool> candidates = stackalloc bool[_commands.Length];
        candidates.Fill(true);
        string argument = "";
        int at = 0;
        for (int index = 0; ; index++)
        {
            while (at < line.Length && line[at] == ' ')
                at++;
            if (at == line.Length)
                return Complete(candidates, index, argument, at);
            if (Rest(candidates, index) is { } rest)
                return new ParsedLine(Understanding.Command, rest, line[at..]);
            int end = line.IndexOf(' ', at);
            end = end < 0 ? line.Length : end;
            ReadOnlySpan<char> word = line.AsSpan(at, end - at);
            switch (Narrow(candidates, index, word, out int understood))
            {
                case Understanding.Ambiguous:
                    return new ParsedLine(Understanding.Ambiguous, Offset: at);
                case Understanding.Invalid:
                    return new ParsedLine(
                        index == 0 ? Understanding.Unknown : Understanding.Invalid, Offset: at + understood);
                case Understanding.Incomplete:
                    argument = word.ToString();
                    break;
            }

            at = end;
        }
    }

    private ParsedLine Complete(Span<bool> candidates, int words, string argument, int end)
    {
        for (int i = 0; i < _commands.Length; i++)
        {
            if (candidates[i] && _commands[i].Words.Length == words)
                return new ParsedLine(Understanding.Command, _commands[i].Verb, argument);
        }

        return new ParsedLine(Understanding.Incomplete, Offset: end);
    }

    private Verb? Rest(Span<bool> candidates, int index)
    {
        for (int i = 0; i < _commands.Length; i++)
        {
            if (candidates[i] && _commands[i].Words.Length > index && _commands[i].Words[index] == "...")
                return _commands[i].Verb;
        }

        return null;
    }

    /// <summary>Keeps the commands that a word fits; says <c>Incomplete</c> for a variable word.</summary>
    private Understanding Narrow(Span<bool> candidates, int index, ReadOnlySpan<char> word, out int understood)
    {
        string? keyword = null;
        bool several = false;
        bool variable = false;
        understood = 0;
        for (int i = 0; i < _commands.Length; i++)
        {
            if (!candidates[i] || _commands[i].Words.Length <= index)
                continue;
            string expected = _commands[i].Words[index];
            if (expected is "#" or "*")
            {
                variable |= expected == "*" || int.TryParse(word, out _);
                continue;
            }

            understood = Math.Max(understood, expected.AsSpan().CommonPrefixLength(word));
            if (!expected.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase) || keyword == expected)
                continue;
            if (expected.Length == word.Length)
                (keyword, several) = (expected, false);
            else if (keyword is null)
                keyword = expected;
            else
                several |= keyword.Length != word.Length;
        }

        if (several)
            return Understanding.Ambiguous;
        if (keyword is null && !variable)
            return Understanding.Invalid;
        for (int i = 0; i < _commands.Length; i++)
        {
            string expected = _commands[i].Words.Length > index ? _commands[i].Words[index] : "";
            candidates[i] &= keyword is null ? expected is "#" or "*" : expected == keyword;
        }

        return keyword is null ? Understanding.Incomplete : Understanding.Command;
    }
}
