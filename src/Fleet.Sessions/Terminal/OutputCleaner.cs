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
/// one that is longer than <see cref="LongestSequence"/> ends there.</item>
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

    /// <summary>Most bytes of one control sequence.</summary>
    internal const int LongestSequence = 4096;

    /// <summary>What stays of a line when its first part comes out, to find a prompt at its end.</summary>
    private const int KeptOfLongLine = 4096;

    private const byte Nul = 0x00, Bel = 0x07, Backspace = 0x08, Lf = 0x0a, Cr = 0x0d, So = 0x0e, Si = 0x0f;
    private const byte Cancel = 0x18, Substitute = 0x1a, Esc = 0x1b, Delete = 0x7f;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create(Nul, Bel, Backspace, Lf, Cr, So, Si, Esc, Delete);

    private byte[] _line = new byte[256];
    private int _length;
    private int _cursor;
    private int _flushed; // Bytes of this line that are out already.
    private bool _wentBack; // The cursor has been moved back over text of this line.
    private bool _returning; // A CR came: alone it returns, before LF it is part of the line's end.

    private State _state;
    private int _sequence; // Bytes of the current sequence so far.
    private int _first; // The parameters of the current CSI sequence; -1 when not given.
    private int _second;
    private bool _private;

    private enum State
    {
        Text,
        Escape,
        Intermediate,
        Csi,
        ControlString, // The string of OSC, DCS, SOS, PM or APC.
        ControlStringEscape,
    }

    /// <summary>The line that is not finished yet, as far as it is held.</summary>
    public ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    /// <summary>Whether <see cref="Line"/> holds the whole line; not when its first part was too long to hold.</summary>
    public bool LineIsWhole => _flushed == 0;

    /// <summary>Takes what has arrived and appends the lines that it finishes to <paramref name="lines"/>.</summary>
    public void Feed(ReadOnlySpan<byte> input, IBufferWriter<byte> lines)
    {
        while (!input.IsEmpty)
        {
            if (_state != State.Text)
            {
                if (Sequence(input[0], lines))
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
                BeginSequence();
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
            if (_wentBack && Line[target..].IndexOfAnyExcept((byte)' ') < 0)
                _length = target;
            _wentBack = true;
        }

        _cursor = target;
    }

    private void BeginSequence()
    {
        _state = State.Escape;
        _sequence = 0;
        _first = _second = -1;
        _private = false;
    }

    /// <summary>Takes one byte of a control sequence; <see langword="false"/> when the byte is not part of it.</summary>
    private bool Sequence(byte next, IBufferWriter<byte> lines)
    {
        bool inText = _state is State.ControlString or State.ControlStringEscape;
        if (++_sequence > LongestSequence || next is Lf or Cr || (next == Backspace && !inText))
        {
            _state = State.Text;
            return false;
        }

        if (next is Cancel or Substitute)
        {
            _state = State.Text;
            return true;
        }

        if (next is Nul or Delete || (next == Bel && !inText))
            return true;
        if (next == Esc && _state != State.ControlString)
        {
            BeginSequence();
            return true;
        }

        switch (_state)
        {
            case State.Escape:
                Escape(next, lines);
                return true;
            case State.Intermediate:
                if (next is < 0x20 or > 0x2f)
                    _state = State.Text;
                return true;
            case State.Csi:
                Csi(next);
                return true;
            case State.ControlString:
                _state = next switch { Bel => State.Text, Esc => State.ControlStringEscape, _ => State.ControlString };
                return true;
            default:
                BeginSequence();
                if (next == (byte)'\\')
                    _state = State.Text;
                return next == (byte)'\\';
        }
    }

    private void Escape(byte next, IBufferWriter<byte> lines)
    {
        _state = next switch
        {
            (byte)'[' => State.Csi,
            (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.ControlString,
            >= 0x20 and <= 0x2f => State.Intermediate,
            _ => State.Text,
        };
        if (next == (byte)'E')
            EndLine(lines);
    }

    private void Csi(byte next)
    {
        switch (next)
        {
            case >= (byte)'0' and <= (byte)'9':
                ref int parameter = ref (_second >= 0 ? ref _second : ref _first);
                parameter = Math.Min((Math.Max(parameter, 0) * 10) + next - '0', LongestLine);
                break;
            case (byte)';':
                _second = 0;
                break;
            case >= 0x3c and <= 0x3f:
                _private = true;
                break;
            case >= 0x40 and <= 0x7e:
                _state = State.Text;
                if (!_private)
                    Act(next);
                break;
            case > 0x7e or < 0x20:
                _state = State.Text;
                break;
        }
    }

    private void Act(byte function)
    {
        if (function is not ((byte)'C' or (byte)'D' or (byte)'G' or (byte)'H' or (byte)'f' or (byte)'J' or (byte)'K'))
            return;
        Return();
        switch (function)
        {
            case (byte)'C':
                GoTo(_cursor + Math.Max(_first, 1));
                break;
            case (byte)'D':
                GoTo(_cursor - Math.Max(_first, 1));
                break;
            case (byte)'G':
                GoTo(StartOfRow() + Math.Max(_first, 1) - 1);
                break;
            case (byte)'H' or (byte)'f':
                GoTo(StartOfRow() + Math.Max(_second, 1) - 1);
                break;
            case (byte)'J' or (byte)'K':
                Erase();
                break;
        }
    }

    private void Erase()
    {
        if (_first is 1 or 2 or 3)
            _line.AsSpan(0, Math.Min(_cursor, _length)).Fill((byte)' ');
        if (_first != 1)
            _length = Math.Min(_length, _cursor);
        _wentBack = true;
    }
}
