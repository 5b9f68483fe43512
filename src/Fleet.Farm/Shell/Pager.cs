namespace Fleet.Farm.Shell;

/// <summary>Stops an output at the end of each page until a key comes.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="style">What to ask.</param>
/// <param name="rows">Rows of a page, the question's included.</param>
/// <param name="columns">Columns of a row; 0: it has no end.</param>
internal sealed class Pager(Terminal terminal, PagerStyle style, int rows, int columns)
{
    private int _left = Math.Max(1, rows - 1);
    private int _toWriteOver;

    /// <summary>Whether it has asked.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>Makes room for a line, if need be by asking.</summary>
    /// <returns><see langword="false"/> when the user wants no more, or is gone.</returns>
    public async ValueTask<bool> MakeRoomAsync(int length)
    {
        if (_left <= 0)
        {
            HasAsked = true;
            terminal.WriteText(style.Question);
            if (!await AnswerAsync())
                return false;
        }

        _left -= columns == 0 || length <= columns ? 1 : (length + columns - 1) / columns;
        return true;
    }

    /// <summary>Erases what a line of this length left of the question.</summary>
    public void LineWritten(int length)
    {
        if (_toWriteOver > length)
            terminal.WriteText("\x1b[K");
        _toWriteOver = 0;
    }

    private async ValueTask<bool> AnswerAsync()
    {
        while (await terminal.WaitForKeysAsync())
        {
            byte key = terminal.Keys[0];
            terminal.Take(1);
            int more = key switch
            {
                (byte)' ' => Math.Max(1, rows - 1),
                (byte)'\r' or (byte)'\n' => 1,
                (byte)'q' or (byte)'Q' or 0x03 => 0,
                _ => -1,
            };
            if (more < 0)
                continue;
            terminal.WriteText(style.Erase);
            if (more == 0)
            {
                if (style.WritesOver)
                    terminal.WriteText("\x1b[K");
                return false;
            }

            _toWriteOver = style.WritesOver ? style.Columns : 0;
            _left = more;
            return true;
        }

        return false;
    }
}
