namespace Fleet.Sessions.Terminal;

/// <summary>Finds the end of the echo of a command in what came back after the command was typed.</summary>
internal static class Echo
{
    /// <summary>
    /// The place after the line (or, wrapped, the lines) that a command was echoed on, or -1 when there is no echo
    /// in <paramref name="lines"/> yet.
    /// </summary>
    /// <remarks>
    /// Blanks and line ends do not count, so that an echo that the device wrapped is recognised. An echo in the way of IOS
    /// counts too: it shows the end of a long command after a <c>$</c>. The echo may come after other lines, as
    /// when a log message made the device print its prompt anew.
    /// </remarks>
    /// <param name="lines">Finished lines, from the one on that the command was typed on.</param>
    /// <param name="before">What stood on that line before.</param>
    /// <param name="prompt">The prompt's line, with which a later echo begins.</param>
    /// <param name="command">The command.</param>
    public static int End(
        ReadOnlySpan<byte> lines,
        ReadOnlySpan<byte> before,
        ReadOnlySpan<byte> prompt,
        ReadOnlySpan<byte> command)
    {
        ReadOnlySpan<byte> lead = before;
        for (int start = 0; start < lines.Length;)
        {
            ReadOnlySpan<byte> rest = lines[start..];
            if (rest.StartsWith(lead) && (start == 0 || !lead.IsEmpty))
            {
                int length = Length(rest[lead.Length..], command);
                if (length >= 0)
                    return start + lead.Length + length;
            }

            start += rest.IndexOf((byte)'\n') + 1;
            lead = prompt;
        }

        return -1;
    }

    private static int Length(ReadOnlySpan<byte> text, ReadOnlySpan<byte> command)
    {
        int matched = SkipBlanks(command, 0);
        for (int at = 0; at < text.Length; at++)
        {
            byte next = text[at];
            if (next == (byte)'\n' && matched == command.Length)
                return at + 1;
            if (next <= (byte)' ')
                continue;
            if (matched == command.Length || next != command[matched])
                return Scrolled(text, command);
            matched = SkipBlanks(command, matched + 1);
        }

        return -1;
    }

    /// <summary>Length of a line of <c>$</c> and the end of the command.</summary>
    private static int Scrolled(ReadOnlySpan<byte> text, ReadOnlySpan<byte> command)
    {
        int end = text.IndexOf((byte)'\n');
        if (end < 0 || text[0] != (byte)'$')
            return -1;
        int from = command.Length;
        for (int at = end - 1; at > 0; at--)
        {
            if (text[at] <= (byte)' ')
                continue;
            do
                from--;
            while (from >= 0 && command[from] <= (byte)' ');
            if (from < 0 || command[from] != text[at])
                return -1;
        }

        return end + 1;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] <= (byte)' ')
            at++;
        return at;
    }
}
