using System.Text;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Shell;

/// <summary>Types lines before the prompts that they belong to are there, and reads their outputs in turn.</summary>
/// <remarks>
/// <para>All lines are typed at once, while the device waits at its prompt, and come back one after the other: prompt, echo,
/// output, prompt, echo, output. So an output ends where the prompt comes with the echo of the very next line behind it,
/// which says more than a prompt alone. The last line typed is of blanks, does nothing, and gives the last output such an
/// end, too.</para>
/// <para>Lines go astray when a pager, a question or a full buffer takes them. Then an echo is missing, or is that of another
/// line. They are echoed in the wrong place when they come while the terminal's driver echoes, and not the line editor:
/// into the output of the command that runs. The last command's text shows that, as it is among them in any case.</para>
/// </remarks>
internal sealed partial class DeviceShell
{
    /// <summary>No output is likely to hold the prompt with so many blanks behind it, and nothing else on the line.</summary>
    private static readonly string EndOfAhead = new(' ', 5);

    /// <summary>Another such line, to tell its echo from that of the first.</summary>
    private static readonly string EndOfSettling = new(' ', 7);

    private byte[][] _ahead = [];
    private int _echoed; // How many of them have come back.

    /// <summary>Types lines at once.</summary>
    public async Task TypeAheadAsync(IReadOnlyList<string> lines, Deadline deadline)
    {
        _ahead = [.. lines.Append(EndOfAhead).Select(Encoding.UTF8.GetBytes)];
        _echoed = 0;
        await WriteAsync(string.Join('\n', lines) + $"\n{EndOfAhead}\n", deadline);
    }

    /// <summary>
    /// Reads up to the prompt that has the next line's echo behind it; the first time that is the prompt which was there
    /// already, and the last time it is that with the blanks.
    /// </summary>
    /// <returns><see cref="Stop.Mark"/>, <see cref="Stop.Astray"/> or <see cref="Stop.TooLarge"/>.</returns>
    public Task<Stop> ReadAheadAsync(CommandOutput? output, Deadline deadline)
    {
        byte[] above = _echoed == 0 ? [] : Encoding.UTF8.GetBytes(Prompt[..(Prompt.LastIndexOf('\n') + 1)]);
        var exchange = new Exchange
        {
            Command = _echoed == 0 ? default : _ahead[_echoed - 1],
            Mark = [.. above, .. _promptLine, .. _ahead[_echoed], (byte)'\n'],
            Output = output,
            LineEnded = _echoed > 0,
        };
        return ReadAsync(exchange, deadline);
    }

    /// <summary>Reads the prompt behind the blanks.</summary>
    public Task EndAheadAsync(Deadline deadline) => ReadAsync(new Exchange { LineEnded = true }, deadline);

    /// <summary>
    /// Brings a device on which lines went astray to a prompt with nothing more to come: drops what comes until it is
    /// silent, types blanks, and drops what comes before their echo.
    /// </summary>
    public async Task SettleAsync(Deadline deadline)
    {
        await ReadAsync(
            new Exchange { LineEnded = true, Settles = true, MostDropped = MostDroppedOnInterrupt }, deadline);
        _ahead = [Encoding.UTF8.GetBytes(EndOfSettling)];
        _echoed = 0;
        await WriteAsync($"{EndOfSettling}\n", deadline);
        // A device that does not echo them has shown its prompt again, and been silent for long.
        if (await ReadAheadAsync(null, deadline) == Stop.Mark)
            await EndAheadAsync(deadline);
    }

    /// <summary>Ends a read of what was typed ahead if it has come to its mark or gone astray.</summary>
    private Stop? TryEndAhead(Exchange exchange, byte[] mark, TimeSpan silence)
    {
        while (_lines.Written[exchange.Searched..].IndexOf((byte)'\n') is var length and >= 0)
        {
            int start = exchange.Searched;
            exchange.Searched += length + 1;
            exchange.LineEnded = true;
            if (StartOfMark(mark, exchange.Searched) is var end and >= 0)
            {
                Pass(exchange, end);
                _lines.Drop(mark.Length);
                _echoed++;
                _echoes = true;
                return Stop.Mark;
            }

            if (IsEchoAstray(_lines.Written.Slice(start, length)))
                return Stop.Astray;
        }

        PassButPrompt(exchange);
        exchange.Searched = _lines.Written.Length;
        ReadOnlySpan<byte> line = _cleaner.Line;
        bool waits = silence >= quiet.Likely && Pager.Answer(line) is not null;
        bool isAtPrompt = silence >= quiet.Doubtful && exchange.LineEnded
            && (line.EndsWith(_promptLine) || _grammar.Match(_lines.Written, line, _patience) is not null);
        return waits || isAtPrompt ? Stop.Astray : null;
    }

    /// <summary>
    /// Where the mark begins that ends with a line; -1 when there is none. It may stand behind an output that did not end
    /// in a line end, unless lines above the prompt belong to it.
    /// </summary>
    private int StartOfMark(byte[] mark, int endOfLine)
    {
        ReadOnlySpan<byte> lines = _lines.Written[..endOfLine];
        if (!lines.EndsWith(mark))
            return -1;
        int start = lines.Length - mark.Length;
        bool isWhole = start == 0 || lines[start - 1] == (byte)'\n';
        return isWhole || mark.IndexOf((byte)'\n') == mark.Length - 1 ? start : -1;
    }

    /// <summary>Whether a line, which is not the mark, shows that a line that was typed is not echoed in its turn.</summary>
    private bool IsEchoAstray(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(_promptLine))
        {
            foreach (byte[] typed in _ahead)
            {
                if (line[_promptLine.Length..].SequenceEqual(typed))
                    return true;
            }
        }

        return _echoed < _ahead.Length - 1 && line.EndsWith(_ahead[^2]);
    }
}
