namespace Fleet.Sessions.Terminal;

/// <summary>
/// Follows a control sequence of ECMA-48 byte by byte, from behind its ESC to its end. It may be cut anywhere.
/// </summary>
/// <remarks>
/// A line end always ends a sequence, and so does its length: a device that forgets to close one loses no line after it.
/// </remarks>
internal struct ControlSequence
{
    /// <summary>Most bytes of one sequence.</summary>
    public const int Longest = 4096;

    private const byte Nul = 0x00, Bel = 0x07, Backspace = 0x08, Lf = 0x0a, Cr = 0x0d;
    private const byte Cancel = 0x18, Substitute = 0x1a, Esc = 0x1b, Delete = 0x7f;
    private const int MostOfParameter = 65535;

    private State _state;
    private int _length;
    private bool _isPrivate;

    private enum State
    {
        Closed,
        Escape,
        Intermediate, // Of a charset selection, say: one final byte is to come.
        Csi,
        Text, // The string of OSC, DCS, SOS, PM or APC.
        TextEscape,
    }

    /// <summary>What a byte means to the sequence.</summary>
    public enum Step
    {
        /// <summary>It is part of it; there is nothing to do.</summary>
        Part,

        /// <summary>It ends the sequence and is not part of it.</summary>
        NotPart,

        /// <summary>It ends the sequence ESC E: the next line begins.</summary>
        NextLine,

        /// <summary>It ends a CSI sequence and names its function.</summary>
        Function,
    }

    /// <summary>Whether a sequence has begun and not ended.</summary>
    public readonly bool IsOpen => _state != State.Closed;

    /// <summary>The first parameter of a CSI sequence; -1 when it is not given.</summary>
    public int First { get; private set; }

    /// <summary>The second parameter of a CSI sequence; -1 when it is not given.</summary>
    public int Second { get; private set; }

    /// <summary>An ESC came.</summary>
    public void Begin()
    {
        _state = State.Escape;
        _length = 0;
        First = Second = -1;
        _isPrivate = false;
    }

    /// <summary>Takes the next byte of an open sequence.</summary>
    public Step Take(byte next)
    {
        bool inText = _state is State.Text or State.TextEscape;
        if (++_length > Longest || next is Lf or Cr || (next == Backspace && !inText))
            return Close(Step.NotPart);
        if (next is Cancel or Substitute)
            return Close(Step.Part);
        if (next is Nul or Delete || (next == Bel && !inText))
            return Step.Part;
        if (next == Esc && _state != State.Text)
        {
            Begin();
            return Step.Part;
        }

        switch (_state)
        {
            case State.Escape:
                return TakeFirst(next);
            case State.Intermediate:
                return next is >= 0x20 and <= 0x2f ? Step.Part : Close(Step.Part);
            case State.Csi:
                return TakeOfCsi(next);
            case State.Text:
                _state = next switch { Bel => State.Closed, Esc => State.TextEscape, _ => State.Text };
                return Step.Part;
            case State.TextEscape when next == (byte)'\\':
                return Close(Step.Part);
            default:
                Begin(); // Not the end of the text but another sequence.
                return TakeFirst(next);
        }
    }

    private Step TakeFirst(byte next)
    {
        _state = next switch
        {
            (byte)'[' => State.Csi,
            (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.Text,
            >= 0x20 and <= 0x2f => State.Intermediate,
            _ => State.Closed,
        };
        return next == (byte)'E' ? Step.NextLine : Step.Part;
    }

    private Step TakeOfCsi(byte next)
    {
        switch (next)
        {
            case >= (byte)'0' and <= (byte)'9' when Second >= 0:
                Second = Appended(Second, next);
                return Step.Part;
            case >= (byte)'0' and <= (byte)'9':
                First = Appended(First, next);
                return Step.Part;
            case (byte)';':
                Second = 0;
                return Step.Part;
            case >= (byte)'<' and <= (byte)'?':
                _isPrivate = true;
                return Step.Part;
            case >= 0x20 and <= 0x3f:
                return Step.Part;
            case >= 0x40 and <= 0x7e:
                return Close(_isPrivate ? Step.Part : Step.Function);
            default:
                return Close(Step.Part);
        }
    }

    private static int Appended(int parameter, byte digit) =>
        Math.Min((Math.Max(parameter, 0) * 10) + digit - '0', MostOfParameter);

    private Step Close(Step step)
    {
        _state = State.Closed;
        return step;
    }
}
