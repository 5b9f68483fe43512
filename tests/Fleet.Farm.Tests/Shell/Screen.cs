using System.Text;

namespace Fleet.Farm.Tests.Shell;

/// <summary>What a person at a terminal reads, written here anew so that the oracle has somebody to be compared with.</summary>
internal static class Screen
{
    /// <summary>The lines on paper: overwriting shows the last character, blanks that wiped something do not count.</summary>
    public static byte[] Read(ReadOnlySpan<byte> sent)
    {
        var lines = new List<byte>();
        var line = new List<byte>();
        int column = 0;
        for (int at = 0; at < sent.Length; at++)
        {
            byte next = sent[at];
            switch (next)
            {
                case (byte)'\n':
                    lines.AddRange(line);
                    lines.Add(next);
                    line.Clear();
                    column = 0;
                    break;
                case (byte)'\r':
                    column = 0;
                    break;
                case (byte)'\b':
                    column = Math.Max(0, column - 1);
                    break;
                case 0 or 7:
                    break;
                case 0x1b:
                    at = Sequence(sent, at, line, column);
                    break;
                default:
                    if (column < line.Count)
                        line[column] = next;
                    else
                        line.Add(next);
                    column++;
                    break;
            }

            // A pager's question that is wiped with blanks leaves nothing.
            if (next is (byte)'\r' or (byte)'\b' && line.TrueForAll(b => b == ' ') && at + 1 < sent.Length && sent[at + 1] != '\n')
                line.Clear();
            column = Math.Min(column, line.Count);
        }

        lines.AddRange(line);
        return [.. lines];
    }

    public static string ReadText(string sent) => Encoding.Latin1.GetString(Read(Encoding.Latin1.GetBytes(sent)));

    private static int Sequence(ReadOnlySpan<byte> sent, int at, List<byte> line, int column)
    {
        if (sent[at + 1] == ']')
            return at + sent[at..].IndexOf((byte)7);
        int end = at + 2;
        while (sent[end] is < 0x40 or > 0x7e)
            end++;
        if (sent[end] == 'K')
            line.RemoveRange(column, line.Count - column);
        return end;
    }
}
