using System.Text;
using System.Text.RegularExpressions;
using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Shell;

/// <summary>Says which commands are typed ahead together.</summary>
/// <param name="rule">The platform's.</param>
/// <param name="columns">Width of the terminal: the echo of a line is known only if it does not wrap.</param>
internal sealed class TypeAheadWindow(TypeAhead rule, int columns)
{
    /// <summary>
    /// Most bytes on their way. Linux hands so many on to a terminal in one piece, as it was written: its chunks are at least
    /// 1,792 bytes (TTY_BUFFER_PAGE). The terminal holds 4,096 that nobody has read yet, termios(3), and drops the rest; POSIX
    /// promises 255 (_POSIX_MAX_INPUT), on the few systems that have no more.
    /// </summary>
    public const int MostBytes = 1500;

    private readonly Regex _commands = PromptPattern.Compile(rule.Commands);
    private readonly int _comment = Bytes(NewComment(rule));

    /// <summary>How many commands may follow the others at once; 0 when there is nothing to be gained.</summary>
    /// <param name="before">Lines that are typed before them.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="first">The first of them to type.</param>
    /// <param name="prompt">The prompt's last line.</param>
    public int Count(IReadOnlyList<string> before, IReadOnlyList<string> commands, int first, string prompt)
    {
        if (!before.All(IsPlain))
            return 0;
        int room = MostBytes - before.Sum(l => Bytes(l) + _comment);
        int count = 0;
        var typed = new HashSet<string>(before);
        while (first + count < commands.Count && typed.Count < rule.Most)
        {
            string command = commands[first + count];
            room -= Bytes(command) + _comment;
            if (room < 0 || !MayBeAhead(command, prompt) || !typed.Add(command))
                break;
            count++;
        }

        return before.Count + count > 1 ? count : 0;
    }

    /// <summary>A line that does nothing, and that no device has ever seen.</summary>
    public string NewComment() => NewComment(rule);

    private static string NewComment(TypeAhead rule) => $"{rule.Comment} {Random.Shared.NextInt64(1L << 48):x12}";

    private bool MayBeAhead(string command, string prompt)
    {
        try
        {
            return IsPlain(command) && prompt.Length + Math.Max(Bytes(command), _comment) < columns && _commands.IsMatch(command);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Not blank, and free of what acts at once on many devices: keys that are no text, and the question mark.</summary>
    private static bool IsPlain(string line) =>
        !string.IsNullOrWhiteSpace(line) && !line.Any(c => char.IsControl(c) || c == '?');

    private static int Bytes(string line) => Encoding.UTF8.GetByteCount(line) + 1;
}
