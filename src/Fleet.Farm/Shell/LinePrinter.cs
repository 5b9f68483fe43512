using System.Text;

namespace Fleet.Farm.Shell;

/// <summary>Prints the lines of one output through its filters, its pager and its faults.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="faulty">What is wrong with the output.</param>
/// <param name="answer">The filters and the pager.</param>
/// <param name="record">Takes down what a reader sees; <see langword="null"/>: nobody wants it.</param>
internal sealed class LinePrinter(Terminal terminal, FaultyOutput faulty, Answer answer, OutputRecord? record)
{
    private readonly bool _isPlain = answer.Pager is null && answer.Filters.Count == 0 && !faulty.ChangesLines;

    /// <summary>Prints lines that each end in LF.</summary>
    /// <returns><see langword="false"/> when the user wants no more.</returns>
    public async ValueTask<bool> PrintAsync(ReadOnlyMemory<byte> lines)
    {
        if (_isPlain)
        {
            record?.Append(lines.Span);
            await terminal.WriteAsync(lines);
            return true;
        }

        while (!lines.IsEmpty)
        {
            int end = lines.Span.IndexOf((byte)'\n') + 1;
            ReadOnlyMemory<byte> line = end > 0 ? lines[..end] : (byte[])[.. lines.Span, (byte)'\n'];
            lines = end > 0 ? lines[end..] : default;
            while (faulty.NextInserted() is { } inserted)
            {
                if (!await FilterAsync(inserted))
                    return false;
            }

            if (!await FilterAsync(line))
                return false;
        }

        return true;
    }

    /// <summary>The output has ended: prints what a filter counted.</summary>
    public async ValueTask EndAsync()
    {
        if (answer.Filters is [.., { Kind: FilterKind.Count } count] && answer.CountText is { } text)
            await PutAsync(Encoding.UTF8.GetBytes(text(count.Counted) + "\n"));
    }

    private ValueTask<bool> FilterAsync(ReadOnlyMemory<byte> line)
    {
        foreach (OutputFilter filter in answer.Filters)
        {
            if (!filter.Passes(line.Span[..^1]))
                return new(true);
        }

        return PutAsync(line);
    }

    private async ValueTask<bool> PutAsync(ReadOnlyMemory<byte> line)
    {
        int length = line.Length - 1;
        if (answer.Pager is { } pager)
        {
            if (!await pager.MakeRoomAsync(length))
                return false;
            faulty.CountPaging(pager);
        }

        record?.Append(line.Span);
        faulty.Write(terminal, line.Span[..length]);
        answer.Pager?.LineWritten(length);
        terminal.EndLine();
        await terminal.FlushIfMuchAsync();
        return true;
    }
}
