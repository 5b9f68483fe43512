using System.Text;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Shell;

/// <summary>Types lines before the prompts that they belong to are there, and reads their outputs in turn.</summary>
/// <remarks>
/// <para>All lines are typed at once, while the device waits at its prompt, each with a comment behind it. An output ends where
/// two whole lines follow it: the prompt with the echo of its comment, and the prompt with the echo of the very next line. The
/// comment is a random number, so no output holds that mark, not even one that shows a session like this one. Nothing else
/// ends an output.</para>
/// <para>Lines go astray when a pager, a question or a full buffer takes them. Then a mark never comes. They are echoed in the
/// wrong place when they come while the terminal's driver echoes, and not the line editor: into the output of the command that
/// runs. Then a comment comes that is not due, or not behind the prompt. Silence only says that it is no use to wait longer. In
/// any case the session fails, and what ended with a mark before is kept.</para>
/// </remarks>
internal sealed partial class DeviceShell
{
    /// <summary>Bytes at the end of a comment that are enough to know its echo by.</summary>
    private const int Enough = 6;

    private byte[][] _ahead = [];
    private byte[][] _comments = []; // Behind each of them.
    private int _echoed; // How many of them have come back.

    /// <summary>Types lines at once.</summary>
    public async Task TypeAheadAsync(IReadOnlyList<(string Line, string Comment)> lines, Deadline deadline)
    {
        _ahead = [.. lines.Select(l => Encoding.UTF8.GetBytes(l.Line))];
        _comments = [.. lines.Select(l => Encoding.UTF8.GetBytes(l.Comment))];
        _echoed = 0;
        // In one piece, which a terminal takes before any program that reads it can turn the echo on or off.
        await WriteAsync(string.Concat(lines.Select(l => $"{l.Line}\n{l.Comment}\n")), deadline);
    }

    /// <summary>
    /// Reads up to the next mark; the first is the echo behind the prompt that was there already, and the last has no line
    /// behind its comment.
    /// </summary>
    /// <exception cref="SessionException">
    /// With <see cref="FailureClass.TypeAheadFailed"/>: the output cannot be told from others, or is too large.
    /// </exception>
    public async Task<Stop> ReadAheadAsync(CommandOutput? output, Deadline deadline)
    {
        var exchange = new Exchange
        {
            Command = _echoed == 0 ? default : _ahead[_echoed - 1],
            Mark = NextMark(),
            Output = output,
            LineEnded = _echoed > 0,
        };
        if (await ReadAsync(exchange, deadline) != Stop.Mark)
            throw Astray("the output is too large");
        _echoed++;
        _echoes = true;
        return Stop.Mark;
    }

    /// <summary>Reads the prompt behind the last comment.</summary>
    public Task EndAheadAsync(Deadline deadline) => ReadAsync(new Exchange { LineEnded = true }, deadline);

    private byte[] NextMark()
    {
        if (_echoed == 0)
            return [.. _promptLine, .. _ahead[0], (byte)'\n'];
        byte[] above = Encoding.UTF8.GetBytes(Prompt[..(Prompt.LastIndexOf('\n') + 1)]);
        byte[] mark = [.. above, .. _promptLine, .. _comments[_echoed - 1], (byte)'\n'];
        return _echoed == _ahead.Length ? mark : [.. mark, .. above, .. _promptLine, .. _ahead[_echoed], (byte)'\n'];
    }

    /// <summary>Whether the mark has come, with what is before it passed on.</summary>
    /// <exception cref="SessionException">It will not come.</exception>
    private bool TryEndAhead(Exchange exchange, byte[] mark, TimeSpan silence)
    {
        while (_lines.Written[exchange.Searched..].IndexOf((byte)'\n') is var length and >= 0)
        {
            int start = exchange.Searched;
            exchange.Searched += length + 1;
            exchange.LineEnded = true;
            ReadOnlySpan<byte> lines = _lines.Written[..exchange.Searched];
            int markStart = lines.Length - mark.Length;
            if (lines.EndsWith(mark) && (markStart == 0 || lines[markStart - 1] == (byte)'\n'))
            {
                Pass(exchange, markStart);
                _lines.Drop(mark.Length);
                return true;
            }

            if (EndsWithStrayComment(lines[start..^1]))
                throw Astray("a comment came elsewhere than behind its prompt");
        }

        PassBut(exchange, mark.AsSpan().Count((byte)'\n') - 1);
        exchange.Searched = _lines.Written.Length;
        ReadOnlySpan<byte> last = _cleaner.Line;
        if (silence >= quiet.Doubtful && Pager.Answer(last) is not null)
            throw Astray("a pager waits");
        if (silence >= quiet.Nudge && exchange.LineEnded
            && (last.EndsWith(_promptLine) || _grammar.Match(_lines.Written, last, _patience) is not null))
            throw Astray("the device waits at its prompt");
        return false;
    }

    /// <summary>
    /// Whether the line ends with a comment that the device has not read yet. What it has read it may show, as "show history"
    /// does; and the one that is due may stand behind the prompt, as the first line of the mark.
    /// </summary>
    private bool EndsWithStrayComment(ReadOnlySpan<byte> line)
    {
        int due = Math.Max(0, _echoed - 1);
        for (int i = due; i < _comments.Length; i++)
        {
            ReadOnlySpan<byte> comment = _comments[i];
            if (line.EndsWith(comment[^Enough..])
                && !(i == due && line.StartsWith(_promptLine) && line[_promptLine.Length..].SequenceEqual(comment)))
                return true;
        }

        return false;
    }

    private SessionException Astray(string why) => new(
        FailureClass.TypeAheadFailed,
        $"what was typed ahead was not answered in turn behind \"{text.Quote(_ahead[Math.Max(0, _echoed - 1)])}\": {why}");
}
