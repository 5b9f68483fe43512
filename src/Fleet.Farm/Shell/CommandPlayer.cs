using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Server;

namespace Fleet.Farm.Shell;

/// <summary>What is to be printed, and how.</summary>
internal sealed record Answer
{
    /// <summary>The line as it was typed.</summary>
    public required string Typed { get; init; }

    /// <summary>A line that goes before the output; <see langword="null"/>: none.</summary>
    public string? Header { get; init; }

    /// <summary>What filters the output.</summary>
    public IReadOnlyList<OutputFilter> Filters { get; init; } = [];

    /// <summary>What a counting filter says, by the number of lines.</summary>
    public Func<int, string>? CountText { get; init; }

    /// <summary>Stops the output at the end of each page; <see langword="null"/>: nothing does.</summary>
    public Pager? Pager { get; init; }

    /// <summary>The prompt that will follow, which lines of the output may look like.</summary>
    public required string Prompt { get; init; }
}

/// <summary>Prints outputs, with the faults that are to be seen in them, and takes them down for the oracle.</summary>
internal sealed class CommandPlayer(
    Terminal terminal,
    SimulatedDevice device,
    IFarm farm,
    ConnectionFaults faults,
    bool recordsRawBytes,
    TimeProvider time)
{
    private static readonly TimeSpan TrickleTime = TimeSpan.FromSeconds(4);
    private const int TricklePieces = 200;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private OutputRecord? _unreported;

    /// <summary>Prints the output of a command.</summary>
    public async Task PlayAsync(ICommandContent content, Answer answer)
    {
        Workbench bench = Workbench.Rent();
        OutputRecord? record = Begin(answer.Typed, bench);
        var context = new OutputContext(device, content.Name, farm.Epoch, farm.Boots(device));
        var faulty = new FaultyOutput(device, faults, answer);
        var lines = new LinePrinter(terminal, faulty, answer, recordsRawBytes ? null : record);
        bool whole = false;
        try
        {
            whole = await PrintAsync(content, context, bench.Text, lines, faulty, answer);
            if (recordsRawBytes)
                await terminal.FlushAsync();
        }
        finally
        {
            End(record, whole, rejected: false);
            bench.Return();
        }

        if (faulty.BreaksOff is { } fault)
            await BreakOffAsync(fault, answer.Prompt);
    }

    /// <summary>Prints that the device does not take a command.</summary>
    /// <param name="typed">The line as it was typed.</param>
    /// <param name="text">What the device says.</param>
    /// <param name="isError">Whether it says so on standard error.</param>
    /// <param name="isRejection">Whether it is the device that says so, and not a program that it has run.</param>
    public async ValueTask RejectAsync(string typed, string text, bool isError = false, bool isRejection = true)
    {
        Workbench bench = Workbench.Rent();
        OutputRecord? record = Begin(typed, bench);
        if (isError)
            await terminal.WriteErrorAsync(text);
        else
            terminal.WriteText(text);
        if (recordsRawBytes)
            await terminal.FlushAsync();
        else
            record?.Append(Encoding.UTF8.GetBytes(text));
        End(record, whole: true, isRejection);
        bench.Return();
    }

    /// <summary>Reports the last answer to the oracle, now that the prompt behind it is sent, or never will be.</summary>
    public void Report(bool promptSent)
    {
        _unreported?.Report(promptSent);
        _unreported = null;
    }

    private OutputRecord? Begin(string typed, Workbench bench)
    {
        if (farm.Recorder is not { } recorder)
            return null;
        var record = new OutputRecord(recorder, device, typed, farm.Epoch, bench.Hash, time);
        if (recordsRawBytes)
            terminal.Tap = record;
        return record;
    }

    private void End(OutputRecord? record, bool whole, bool rejected)
    {
        terminal.Tap = null;
        record?.Close(whole, rejected);
        _unreported = record;
    }

    /// <returns>Whether all of it was printed.</returns>
    private async Task<bool> PrintAsync(
        ICommandContent content,
        OutputContext context,
        TextBuffer text,
        LinePrinter lines,
        FaultyOutput faulty,
        Answer answer)
    {
        if (answer.Header is not null)
            await lines.PrintAsync(Encoding.UTF8.GetBytes(answer.Header + "\n"));
        bool isFirst = true;
        do
        {
            foreach (OutputPart part in content.Parts(context))
            {
                text.Clear();
                part(text);
                if (faulty.BreaksOff is not null)
                {
                    await PrintHalfAsync(text.Written, lines);
                    return false;
                }

                if (!isFirst && !faulty.NeverEnds && terminal.WasInterrupted())
                {
                    terminal.WriteText("^C\n");
                    return false;
                }

                if (!await lines.PrintAsync(text.Written))
                    return true; // The user has seen enough.
                if (isFirst && faulty.Trickles)
                    await terminal.TrickleAsync(TrickleTime, TricklePieces);
                isFirst = false;
            }

            if (faulty.NeverEnds)
            {
                await lines.PrintAsync(LineEnd);
                await Task.Yield(); // Others want to be served, too.
            }
        }
        while (faulty.NeverEnds);
        await lines.EndAsync();
        return true;
    }

    /// <summary>Prints the first half, up to the middle of a line.</summary>
    private async Task PrintHalfAsync(ReadOnlyMemory<byte> output, LinePrinter lines)
    {
        int half = output.Length / 2;
        int wholeLines = output.Span[..half].LastIndexOf((byte)'\n') + 1;
        await lines.PrintAsync(output[..wholeLines]);
        terminal.Write(output.Span[wholeLines..half]);
        await terminal.FlushAsync();
    }

    /// <summary>Nothing more is printed, ever.</summary>
    private async Task BreakOffAsync(FaultKind fault, string prompt)
    {
        Report(promptSent: false);
        faults.CountPlayed(fault);
        if (fault == FaultKind.ResetInOutput)
            throw new ConnectionResetException();
        if (fault != FaultKind.HangInOutput)
            await new Hostility(terminal, prompt, time).PlayAsync(fault);
        await Task.Delay(Timeout.Infinite, terminal.Cancellation);
    }
}
