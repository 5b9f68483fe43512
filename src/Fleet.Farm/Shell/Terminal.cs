using System.Buffers;
using System.Text;
using Fleet.Farm.Server;

namespace Fleet.Farm.Shell;

/// <summary>
/// The two directions of a session channel: keys that wait to be read, and output that is collected so that echo, output
/// and prompt leave together. Holds no output buffer while there is nothing to send.
/// </summary>
/// <param name="channel">The channel.</param>
/// <param name="endsLinesWithCrLf">Whether LF becomes CR LF, as the terminal driver does it.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">The connection ends.</param>
internal sealed class Terminal(
    ISessionChannel channel,
    bool endsLinesWithCrLf,
    TimeProvider time,
    CancellationToken cancellation)
{
    private const int Chunk = 32 * 1024;
    private const byte CtrlC = 0x03, Lf = (byte)'\n', Cr = (byte)'\r';

    private readonly byte[] _keys = new byte[128];
    private int _keysAt;
    private int _keysEnd;
    private Task<int>? _reading;
    private bool _ended;
    private byte[]? _output;
    private int _length;

    /// <summary>Ends with the connection.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The connection below.</summary>
    public IWire Wire => channel.Wire;

    /// <summary>The terminal that was asked for.</summary>
    public TerminalSize? Size => channel.Terminal;

    /// <summary>Whether keys are echoed as they come, as the terminal's driver does it.</summary>
    public bool EchoesKeys { get; set; }

    /// <summary>Takes down the very bytes that are sent; <see langword="null"/>: nobody wants them.</summary>
    public OutputRecord? Tap { get; set; }

    /// <summary>The keys that have come and were not taken.</summary>
    public ReadOnlySpan<byte> Keys => _keys.AsSpan(_keysAt, _keysEnd - _keysAt);

    /// <summary>Takes keys.</summary>
    public void Take(int count) => _keysAt += count;

    /// <summary>Sends what was written, and waits for keys.</summary>
    /// <returns><see langword="false"/> when no more will come.</returns>
    public async ValueTask<bool> WaitForKeysAsync()
    {
        if (_length > 0)
            await FlushAsync();
        if (_keysAt < _keysEnd)
            return true;
        if (_ended)
            return false;
        Task<int>? reading = _reading;
        _reading = null;
        if (reading is null)
            _keysAt = _keysEnd = 0;
        Received(reading is null ? await channel.ReadAsync(_keys, cancellation) : await reading);
        return !_ended;
    }

    /// <summary>Whether Ctrl-C was pressed in the meantime; it and what was typed before it are gone then.</summary>
    public bool WasInterrupted()
    {
        if (_reading is null && !_ended && _keysEnd < _keys.Length)
            _reading = channel.ReadAsync(_keys.AsMemory(_keysEnd), cancellation).AsTask();
        if (_reading is { IsCompletedSuccessfully: true })
        {
            Received(_reading.Result);
            _reading = null;
        }

        int at = Keys.LastIndexOf(CtrlC);
        Take(at + 1);
        return at >= 0;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_output.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Writes a short text, its line ends as the terminal has them.</summary>
    public void WriteText(string text)
    {
        if (text.Length == 0)
            return;
        Span<byte> bytes = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out int count))
            bytes = Encoding.UTF8.GetBytes(text);
        else
            bytes = bytes[..count];
        Reserve((2 * bytes.Length) + 2);
        Convert(bytes, int.MaxValue);
    }

    /// <summary>Writes a line and its end.</summary>
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        Write(line);
        EndLine();
    }

    /// <summary>Ends a line.</summary>
    public void EndLine() => Write(endsLinesWithCrLf ? "\r\n"u8 : "\n"u8);

    /// <summary>Writes text of any length as <see cref="WriteText"/> does; sends while there is much of it.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> text)
    {
        while (true)
        {
            Reserve(2);
            text = text[Convert(text.Span, Chunk)..];
            if (text.IsEmpty)
                return;
            await FlushAsync();
        }
    }

    /// <summary>Sends a text as standard error, after what was written before.</summary>
    public async ValueTask WriteErrorAsync(string text)
    {
        await FlushAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Tap?.Append(bytes);
        await channel.WriteErrorAsync(bytes, cancellation);
    }

    /// <summary>Sends when much has been written.</summary>
    public ValueTask FlushIfMuchAsync() => _length < Chunk / 2 ? default : FlushAsync();

    /// <summary>Sends what has been written.</summary>
    public async ValueTask FlushAsync()
    {
        if (_output is not { } output)
            return;
        int length = _length;
        (_output, _length) = (null, 0);
        try
        {
            Tap?.Append(output.AsSpan(0, length));
            await channel.WriteAsync(output.AsMemory(0, length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>Sends what has been written a few bytes at a time.</summary>
    /// <param name="span">How long that takes.</param>
    /// <param name="mostPieces">In how many pieces at most.</param>
    public async ValueTask TrickleAsync(TimeSpan span, int mostPieces)
    {
        if (_output is null)
            return;
        byte[] all = _output.AsSpan(0, _length).ToArray();
        _length = 0;
        int pieces = Math.Clamp(all.Length, 1, mostPieces);
        for (int i = 0; i < pieces; i++)
        {
            Write(all.AsSpan((all.Length * i / pieces)..(all.Length * (i + 1) / pieces)));
            await FlushAsync();
            await Task.Delay(span / pieces, time, cancellation);
        }
    }

    /// <summary>Gives back what waits to be sent, unsent.</summary>
    public void Drop()
    {
        if (_output is { } output)
            ArrayPool<byte>.Shared.Return(output);
        (_output, _length) = (null, 0);
    }

    private void Received(int count)
    {
        _keysEnd += count;
        _ended = count == 0;
        if (!EchoesKeys)
            return;
        foreach (byte key in Keys[^count..])
        {
            if (key is Lf or Cr)
                EndLine();
            else if (key >= ' ')
                Write([key]);
        }
    }

    private void Reserve(int count)
    {
        if (_output is null)
        {
            _output = ArrayPool<byte>.Shared.Rent(Math.Max(Chunk, count));
        }
        else if (_output.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_length + count);
            _output.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_output);
            _output = larger;
        }
    }

    /// <summary>Takes over text until what waits to be sent comes to <paramref name="most"/>; returns how much.</summary>
    private int Convert(ReadOnlySpan<byte> text, int most)
    {
        Span<byte> target = _output.AsSpan(0, Math.Min(most, _output!.Length));
        int at = _length;
        int from = 0;
        while (from < text.Length)
        {
            ReadOnlySpan<byte> rest = text[from..];
            int end = endsLinesWithCrLf ? rest.IndexOf(Lf) : -1;
            int run = end < 0 ? rest.Length : end;
            int room = target.Length - at;
            if (run + 2 > room)
            {
                run = Math.Clamp(room - 2, 0, run);
                rest[..run].CopyTo(target[at..]);
                at += run;
                from += run;
                break;
            }

            rest[..run].CopyTo(target[at..]);
            at += run;
            from += run;
            if (end >= 0)
            {
                target[at++] = Cr;
                target[at++] = Lf;
                from++;
            }
        }

        _length = at;
        return from;
    }
}
