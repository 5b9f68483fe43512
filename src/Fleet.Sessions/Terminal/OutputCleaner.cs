using System.Buffers;

namespace Fleet.Sessions.Terminal;

/// <summary>
/// Turns what a device sends to its terminal into the lines that a reader of that terminal would see, as bytes.
/// </summary>
/// <remarks>
/// <para>Bytes go in as they arrive; finished lines come out, each ending in LF; the line that is not finished yet is
/// <see cref="Line"/>. How the input is cut into pieces makes no difference to the result.</para>
/// <list type="bullet">
/// <item>CR LF, CR CR LF and LF end a line. ESC E does too.</item>
/// <item>A lone CR goes back to the start of the row, a backspace one column; what follows overwrites. A row is as wide
/// as the terminal, so that a line editor that wraps a long command with <c>SPACE CR</c> is understood.</item>
/// <item>Blanks that were written over other text and then gone back over are an erasure, not text: this is how
/// pagers wipe <c>--More--</c>. Blanks at the end of a line that nothing was erased on stay.</item>
/// <item>Control sequences (ECMA-48 CSI, OSC, DCS, SOS, PM, APC, charset selections, other escapes) are dropped, but
/// the CSI ones that erase (J, K) or move within the line (C, D, G, H) act on the line. A sequence never spans lines, and
/// one that is longer than <see cref="ControlSequence.Longest"/> ends there.</item>
/// <item>NUL, BEL, SO, SI and DEL are dropped. Every other byte is kept as it is, be it valid UTF-8 or not. One byte
/// counts as one column.</item>
/// <item>A line longer than <see cref="LongestLine"/> comes out in pieces; a CR does not reach pieces that are
/// out.</item>
/// </list>
/// </remarks>
internal sealed class OutputCleaner(int columns)
{
    /// <summary>Most bytes of one line that are held, and can be overwritten.</summary>
    internal const int LongestLine = 64 * 1024;

    /// <summary>What stays of a line when its first part comes out, to find a prompt at its end.</summary>
    private const int KeptOfLongLine = 4096;

    private const byte Backspace = 0x08, Lf = 0x0a, Cr = 0x0d, Esc = 0x1b;

    /// <summary>The above, and those that are dropped: NUL, BEL, SO, SI and DEL.</summary>
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create(Backspace, Lf, Cr, Esc, 0x00, 0x07, 0x0e, 0x0f, 0x7f);

    private byte[] _line = new byte[256];
    private int _length;
    private int _cursor;
    private int _flushed; // Bytes of this line that are out already.
    private bool _wentBack; // The cursor has been moved back over text of this line.
    private bool _returning; // A CR came: alone it returns, before LF it is part of the line's end.

    private ControlSequence _sequence;

    /// <summary>The line that is not finished yet, as far as it is held.</summary>
    public ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    /// <summary>Whether <see cref="Line"/> holds the whole line; not when its first part was too long to hold.</summary>
    public bool LineIsWhole => _flushed == 0;

    /// <summary>Takes what has arrived and appends the lines that it finishes to <paramref name="lines"/>.</summary>
    public void Feed(ReadOnlySpan<byte> input, IBufferWriter<byte> lines)
    {
        while (!input.IsEmpty)
        {
            if (_sequence.IsOpen)
            {
                if (TakeSequence(input[0], lines))
                    input = input[1..];
                continue;
            }

            int run = input.IndexOfAny(Controls);
            if (run < 0)
            {
                Put(input, lines);
                return;
            }

            if (TakeWholeLine(input, run, lines) is var whole and > 0)
            {
                input = input[whole..];
                continue;
            }

            if (run > 0)
                Put(input[..run], lines);
            Control(input[run], lines);
            input = input[(run + 1)..];
        }
    }

    /// <summary>Forgets the unfinished line: a pager's text or a question that has been answered.</summary>
    public void DropLine()
    {
        _length = _cursor = _flushed = 0;
        _returning = false;
        _wentBack = true; // The device may still wipe what it wrote.
    }

    /// <summary>The common case, a plain line that is whole in the input, without the detour by the line buffer.</summary>
    private int TakeWholeLine(ReadOnlySpan<byte> input, int run, IBufferWriter<byte> lines)
    {
        if (_length > 0 || _returning || _flushed > 0 || run >= KeptOfLongLine)
            return 0;
        int end = run;
        if (input[end] == Cr)
            end++;
        if (end >= input.Length || input[end] != Lf || (end > run && _wentBack))
            return 0;
        Span<byte> line = lines.GetSpan(run + 1);
        input[..run].CopyTo(line);
        line[run] = Lf;
        lines.Advance(run + 1);
        _wentBack = false;
        return end + 1;
    }

    private void Control(byte control, IBufferWriter<byte> lines)
    {
        switch (control)
        {
            case Lf:
                EndLine(lines);
                break;
            case Cr:
                _returning = true;
                break;
            case Backspace:
                Return();
                GoTo(_cursor - 1);
                break;
            case Esc:
                _sequence.Begin();
                break;
        }
    }

    private void EndLine(IBufferWriter<byte> lines)
    {
        if (_wentBack)
            Return(); // A wiped line stays empty.
        Span<byte> line = lines.GetSpan(_length + 1);
        Line.CopyTo(line);
        line[_length] = Lf;
        lines.Advance(_length + 1);
        _length = _cursor = _flushed = 0;
        _wentBack = _returning = false;
    }

    private void Put(ReadOnlySpan<byte> text, IBufferWriter<byte> lines)
    {
        Return();
        while (!text.IsEmpty)
        {
            int count = Math.Min(text.Length, LongestLine - _cursor);
            Grow(_cursor + count);
            text[..count].CopyTo(_line.AsSpan(_cursor));
            _cursor += count;
            _length = Math.Max(_length, _cursor);
            text = text[count..];
            if (_cursor == LongestLine)
                Flush(lines);
        }
    }

    private void Flush(IBufferWriter<byte> lines)
    {
        int count = _length - KeptOfLongLine;
        lines.Write(_line.AsSpan(0, count));
        _line.AsSpan(count, KeptOfLongLine).CopyTo(_line);
        _flushed += count;
        _length = _cursor = KeptOfLongLine;
    }

    private void Grow(int length)
    {
        if (length > _line.Length)
            Array.Resize(ref _line, Math.Min(LongestLine, Math.Max(length, _line.Length * 2)));
    }

    /// <summary>Carries out a CR that turned out to stand alone.</summary>
    private void Return()
    {
        if (!_returning)
            return;
        _returning = false;
        GoTo(StartOfRow());
    }

    /// <summary>A cursor behind the last column still belongs to that row, until another character is written.</summary>
    private int StartOfRow()
    {
        int column = _flushed + _cursor;
        return column == 0 ? 0 : ((column - 1) / columns * columns) - _flushed;
    }

    private int EndOfRow() => Math.Max(_cursor, StartOfRow() + columns - 1);

    private void GoTo(int target)
    {
        target = Math.Clamp(target, 0, LongestLine - 1);
        if (target >= _cursor)
        {
            if (target > _length)
            {
                Grow(target);
                _line.AsSpan(_length, target - _length).Fill((byte)' ');
                _length = target;
            }
        }
        else
        {
            // What is erased is no longer than a row; to look further would take quadratic time.
            if (_wentBack && _length - target <= columns && Line[target..].IndexOfAnyExcept((byte)' ') < 0)
                _length = target;
            _wentBack = true;
        }

        _cursor = target;
    }

    /// <summary>Takes one byte of a control sequence; <see langword="false"/> when the byte is not part of it.</summary>
    private bool TakeSequence(byte next, IBufferWriter<byte> lines)
    {
        switch (_sequence.Take(next))
        {
            case ControlSequence.Step.NotPart:
                return false;
            case ControlSequence.Step.NextLine:
                EndLine(lines);
                return true;
            case ControlSequence.Step.Function:
                Act((char)next);
                return true;
            default:
                return true;
        }
    }

    private void Act(char function)
    {
        if (function is not ('C' or 'D' or 'G' or 'H' or 'f' or 'J' or 'K'))
            return;
        Return();
        switch (function)
        {
            case 'C':
                GoTo(Math.Min(_cursor + Math.Max(_sequence.First, 1), EndOfRow()));
                break;
            case 'D':
                GoTo(Math.Max(_cursor - Math.Max(_sequence.First, 1), StartOfRow()));
                break;
            case 'G':
                GoTo(Math.Min(StartOfRow() + Math.Max(_sequence.First, 1) - 1, EndOfRow()));
                break;
            case 'H' or 'f':
                GoTo(Math.Min(StartOfRow() + Math.Max(_sequence.Second, 1) - 1, EndOfRow()));
                break;
            default:
                Erase(_sequence.First);
                break;
        }
    }

    /// <summary>Erases up to the cursor (1), behind it (not given, or 0) or both (2).</summary>
    private void Erase(int what)
    {
        if (what > 0)
            _line.AsSpan(Math.Max(0, StartOfRow()).._cursor).Fill((byte)' ');
        if (what != 1)
            _length = _cursor;
        _wentBack = true;
    }
}
