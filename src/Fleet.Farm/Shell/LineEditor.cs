using System.Buffers;
using System.Text;

namespace Fleet.Farm.Shell;

/// <summary>Reads lines that are typed, and echoes them. The cursor is always at the end of the line.</summary>
internal sealed class LineEditor(Terminal terminal, LineEditing style)
{
    private const int Longest = 2048;
    private const int Kept = 256;
    private const int ScrolledAtOnce = 10;
    private const byte Bell = 0x07, Escape = 0x1b;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), 0x7f]);

    private byte[] _line = new byte[64];
    private int _length;
    private int _promptColumns;
    private int _column;
    private int _scrolled; // How many characters are hidden behind a $.
    private bool _echoes;
    private bool _crCame;
    private EscapeState _escape;

    private enum EscapeState
    {
        None,
        Begun,
        Csi,
        Single,
    }

    /// <summary>Whether a blank is put behind the line on RETURN, as Junos does when it completes words.</summary>
    public bool EndsWithBlank { get; set; }

    /// <summary>Columns of a row; 0: it has no end.</summary>
    public int Columns { get; set; }

    /// <summary>Whether the terminal's driver echoes in its place.</summary>
    public bool LeavesEchoToDriver { get; set; }

    /// <summary>Reads a line.</summary>
    /// <param name="promptColumns">How wide the prompt is that stands before it.</param>
    /// <param name="echoes">Whether what is typed is shown; of a password only the line's end is.</param>
    public async ValueTask<TypedLine> ReadAsync(int promptColumns, bool echoes = true)
    {
        _length = _scrolled = 0;
        if (_line.Length > Kept)
            _line = new byte[64];
        _promptColumns = _column = promptColumns;
        _echoes = echoes && !LeavesEchoToDriver;
        terminal.EchoesKeys = echoes && LeavesEchoToDriver;
        while (await terminal.WaitForKeysAsync())
        {
            LineEnd? end = TakeKeys(terminal.Keys, out int taken);
            terminal.Take(taken);
            if (end is not null)
                return new TypedLine(Encoding.UTF8.GetString(_line.AsSpan(0, _length)), end.Value);
        }

        return new TypedLine("", LineEnd.Closed);
    }

    private LineEnd? TakeKeys(ReadOnlySpan<byte> keys, out int taken)
    {
        taken = 0;
        while (taken < keys.Length)
        {
            ReadOnlySpan<byte> rest = keys[taken..];
            int run = _escape == EscapeState.None ? rest.IndexOfAny(Controls) : 0;
            if (run != 0)
            {
                run = run < 0 ? rest.Length : run;
                Type(rest[..run]);
                _crCame = false;
                taken += run;
                continue;
            }

            taken++;
            if (Press(rest[0]) is { } end)
                return end;
        }

        return null;
    }

    private LineEnd? Press(byte key)
    {
        bool followsCr = _crCame;
        _crCame = key == '\r';
        if (_escape != EscapeState.None && FollowEscape(key))
            return null;
        switch (key)
        {
            case (byte)'\n' when followsCr && style.CrLfIsOne:
                break;
            case (byte)'\r' or (byte)'\n':
                if (EndsWithBlank && _echoes && _length > 0 && _line[_length - 1] != ' ')
                    terminal.Write(" "u8);
                if (!terminal.EchoesKeys)
                    terminal.WriteText(style.Return);
                return LineEnd.Entered;
            case 0x03:
                return LineEnd.Interrupted;
            case 0x04 when _length == 0:
                return LineEnd.EndOfInput;
            case 0x1a:
                return LineEnd.Escaped;
            case 0x08 or 0x7f:
                EraseCharacter();
                break;
            case 0x15:
                EraseTo(0);
                break;
            case 0x17:
                EraseTo(StartOfWord());
                break;
            case (byte)'\t':
                Ring();
                break;
            case Escape:
                _escape = EscapeState.Begun;
                break;
        }

        return null;
    }

    /// <summary>Cursor keys and the like are no text, and move nothing here.</summary>
    private bool FollowEscape(byte key)
    {
        _escape = _escape switch
        {
            EscapeState.Begun when key == '[' => EscapeState.Csi,
            EscapeState.Begun when key == 'O' => EscapeState.Single,
            EscapeState.Csi when key is >= 0x20 and < 0x40 => EscapeState.Csi,
            _ => EscapeState.None,
        };
        return key >= ' ';
    }

    private void Type(ReadOnlySpan<byte> text)
    {
        int count = Math.Min(text.Length, Longest - _length);
        if (count < text.Length)
            Ring();
        text = text[..count];
        if (_line.Length - _length < count)
            Array.Resize(ref _line, Math.Max(_length + count, 2 * _line.Length));
        text.CopyTo(_line.AsSpan(_length));
        if (_echoes && (Columns == 0 || style.AtEndOfRow == LongLine.Wrap || _column + count < Columns))
        {
            terminal.Write(text);
            _length += count;
            _column += count;
            return;
        }

        for (int i = 0; i < count; i++)
        {
            _length++;
            if (_echoes)
                EchoAtEndOfRow(text.Slice(i, 1));
        }
    }

    private void EchoAtEndOfRow(ReadOnlySpan<byte> character)
    {
        terminal.Write(character);
        if (++_column < Columns)
            return;
        if (style.AtEndOfRow == LongLine.WrapWithSpaceCr)
        {
            terminal.Write(" \r"u8);
            _column = 0;
        }
        else
        {
            Scroll();
        }
    }

    private void Scroll()
    {
        int shown = _column - _promptColumns;
        _scrolled = Math.Min(_length, _scrolled + ScrolledAtOnce + (_scrolled == 0 ? 1 : 0));
        ReadOnlySpan<byte> rest = _line.AsSpan(_scrolled, _length - _scrolled);
        int wiped = Math.Max(0, shown - 1 - rest.Length);
        Repeat((byte)'\b', shown);
        terminal.Write("$"u8);
        terminal.Write(rest);
        Repeat((byte)' ', wiped);
        Repeat((byte)'\b', wiped);
        _column = _promptColumns + 1 + rest.Length;
    }

    private void EraseCharacter()
    {
        int to = _length - 1;
        while (to > 0 && (_line[to] & 0xc0) == 0x80)
            to--;
        EraseTo(Math.Max(0, to), 1);
    }

    private void EraseTo(int length) => EraseTo(length, _length - length);

    private void EraseTo(int length, int columns)
    {
        if (length >= _length)
            return;
        _length = length;
        _column = Math.Max(0, _column - columns);
        for (int i = 0; i < columns && _echoes; i++)
            terminal.WriteText(style.EraseOne);
    }

    private int StartOfWord()
    {
        int at = _length;
        while (at > 0 && _line[at - 1] == ' ')
            at--;
        while (at > 0 && _line[at - 1] != ' ')
            at--;
        return at;
    }

    private void Ring() => terminal.Write([Bell]);

    private void Repeat(byte character, int count)
    {
        for (int i = 0; i < count; i++)
            terminal.Write([character]);
    }
}
