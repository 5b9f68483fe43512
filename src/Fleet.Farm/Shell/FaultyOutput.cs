using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Shell;

/// <summary>What is wrong with one output.</summary>
/// <remarks>
/// The lines that it writes with control sequences are chosen so that a reader of the terminal sees exactly the line: so
/// the oracle knows it without having to undo them. It goes back only over text that is not blank, as blanks that are
/// written over something and gone back over could be taken for an erasure.
/// </remarks>
internal sealed class FaultyOutput
{
    /// <summary>Lines that are longer, and could wrap, get no control sequences.</summary>
    private const int LongestDecorated = 72;

    private readonly SimulatedDevice _device;
    private readonly ConnectionFaults _faults;
    private readonly Answer _answer;
    private readonly bool _hasControls;
    private readonly bool _hasLookalikes;
    private int _line;
    private int _insertAt = 1;
    private int _inserted;

    public FaultyOutput(SimulatedDevice device, ConnectionFaults faults, Answer answer)
    {
        (_device, _faults, _answer) = (device, faults, answer);
        if (device.Faults.Count == 0)
            return;
        _hasControls = faults.IsOn(FaultKind.ControlSequences);
        _hasLookalikes = faults.IsOn(FaultKind.PromptLookalikes);
        BreaksOff = Hits(FaultKind.HangInOutput) ? FaultKind.HangInOutput
            : Hits(FaultKind.ResetInOutput) ? FaultKind.ResetInOutput
            : Hostility.OfOutputs.Where(Hits).Select(k => (FaultKind?)k).FirstOrDefault();
        Trickles = Hits(FaultKind.Trickle);
        NeverEnds = Hits(FaultKind.EndlessOutput);
        if (Trickles)
            faults.CountPlayed(FaultKind.Trickle);
        if (NeverEnds)
            faults.CountPlayed(FaultKind.EndlessOutput);
    }

    /// <summary>The fault that ends the output in its middle.</summary>
    public FaultKind? BreaksOff { get; }

    /// <summary>Whether it comes a few bytes at a time.</summary>
    public bool Trickles { get; }

    /// <summary>Whether it starts again at its end.</summary>
    public bool NeverEnds { get; }

    /// <summary>Whether lines are inserted or decorated.</summary>
    public bool ChangesLines => _hasControls || _hasLookalikes;

    /// <summary>The next line to insert before the one that is about to be printed, with its LF.</summary>
    public byte[]? NextInserted()
    {
        if (!ChangesLines || _line < _insertAt)
            return null;
        _insertAt = _line + 5 + SplitMix.At(_device.Seed, _line).Below(8);
        _inserted++;
        if (_hasControls && (!_hasLookalikes || _inserted % 2 == 0))
        {
            _faults.CountPlayed(FaultKind.ControlSequences);
            return Encoding.Latin1.GetBytes("  Description: Zürich, Büro Süd, 3. étage\n");
        }

        _faults.CountPlayed(FaultKind.PromptLookalikes);
        return Encoding.UTF8.GetBytes(Lookalike(_inserted) + "\n");
    }

    /// <summary>Counts the fault when a page is asked for in spite of what the client said.</summary>
    public void CountPaging(Pager pager)
    {
        if (pager.HasAsked && _faults.IsOn(FaultKind.PagingStays))
            _faults.CountPlayed(FaultKind.PagingStays);
    }

    /// <summary>Writes a line without its end, decorated if that is its fate.</summary>
    public void Write(Terminal terminal, ReadOnlySpan<byte> line)
    {
        int number = _line++;
        bool isDecorable = !line.IsEmpty && line.Length <= LongestDecorated
            && !line.ContainsAnyExceptInRange((byte)' ', (byte)'~') && line.ContainsAnyExcept((byte)' ');
        if (!_hasControls || !isDecorable)
        {
            terminal.Write(line);
            return;
        }

        int start = line.IndexOfAnyExcept((byte)' ');
        ReadOnlySpan<byte> word = line[start..];
        int end = word.IndexOf((byte)' ');
        word = end < 0 ? word : word[..end];
        ReadOnlySpan<byte> behind = line[(start + word.Length)..];
        _faults.CountPlayed(FaultKind.ControlSequences);
        switch (SplitMix.At(_device.Seed, number).Below(10))
        {
            case 0:
                Write(terminal, "\x1b[1;31m"u8, line, "\x1b[0m"u8);
                break;
            case 1:
                Write(terminal, line, "\x1b[K"u8);
                break;
            case 2:
                terminal.Write(line[..start]);
                foreach (byte letter in word)
                    terminal.Write([letter, (byte)'\b', letter]);
                terminal.Write(behind);
                break;
            case 3:
                terminal.Write(line[..start]);
                foreach (byte letter in word)
                    terminal.Write([(byte)'_', (byte)'\b', letter]);
                terminal.Write(behind);
                break;
            case 4:
                Write(terminal, "\a"u8, line);
                break;
            case 5:
                Write(terminal, line[..start], "\0\0"u8, line[start..]);
                break;
            case 6:
                Write(terminal, line, "\r"u8); // CR CR LF.
                break;
            case 7:
                Write(terminal, "Collecting...\r\x1b[K"u8, line);
                break;
            case 8:
                Write(terminal, line[..start], "\x1b[7m"u8, word, "\x1b[27m"u8, behind);
                break;
            default:
                Write(terminal, "\x1b]0;console\a"u8, line);
                break;
        }
    }

    private static void Write(
        Terminal terminal,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third = default,
        ReadOnlySpan<byte> fourth = default,
        ReadOnlySpan<byte> fifth = default)
    {
        terminal.Write(first);
        terminal.Write(second);
        terminal.Write(third);
        terminal.Write(fourth);
        terminal.Write(fifth);
    }

    private bool Hits(FaultKind kind) => _faults.Hits(kind, _answer.Typed);

    private string Lookalike(int number) => (number % 6) switch
    {
        1 => _answer.Prompt,
        2 => "[V200R009C00SPC500]",
        3 => " description link to core-1#",
        4 => "core-1>",
        5 => $"! {_device.Name}#",
        _ => $"{_answer.Prompt}show clock",
    };
}
