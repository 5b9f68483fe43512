using System.Buffers;
using System.Text;

namespace Fleet.Farm.Personalities;

/// <summary>Takes lines of a Unix shell apart, as far as a simulated one must (POSIX.1-2017, XCU 2.2).</summary>
internal static class ShellWords
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The commands of a line, between <c>;</c> and <c>&amp;&amp;</c>, without blanks around them.</summary>
    public static IReadOnlyList<string> Commands(string line)
    {
        var commands = new List<string>(1);
        int start = 0;
        char quote = '\0';
        for (int at = 0; at < line.Length; at++)
        {
            char next = line[at];
            if (quote != '\0')
                quote = next == quote ? '\0' : quote;
            else if (next is '\'' or '"')
                quote = next;
            else if (next == ';' || (next == '&' && at + 1 < line.Length && line[at + 1] == '&'))
            {
                commands.Add(line[start..at].Trim());
                at += next == '&' ? 1 : 0;
                start = at + 1;
            }
        }

        commands.Add(line[start..].Trim());
        commands.RemoveAll(c => c.Length == 0);
        return commands;
    }

    /// <summary>The words of a command, without their quotes.</summary>
    public static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isOpen = false;
        char quote = '\0';
        foreach (char next in command)
        {
            if (quote == '\0' && next == ' ')
            {
                if (isOpen)
                    words.Add(word.ToString());
                word.Clear();
                isOpen = false;
                continue;
            }

            isOpen = true;
            if (next == quote)
                quote = '\0';
            else if (quote == '\0' && next is ('\'' or '"'))
                quote = next;
            else
                word.Append(next);
        }

        if (isOpen)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>Whether a word sets a variable: <c>PS1=...</c>.</summary>
    public static bool IsAssignment(string word)
    {
        int equals = word.IndexOf('=');
        return equals > 0 && !char.IsAsciiDigit(word[0]) && !word.AsSpan(0, equals).ContainsAnyExcept(NameCharacters);
    }
}
