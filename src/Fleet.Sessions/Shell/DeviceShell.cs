using System.Text;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Terminal;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Shell;

/// <summary>A command line on a shell channel: types lines and reads what comes back up to the next prompt.</summary>
/// <remarks>
/// <para>A prompt is only ever the last line, unfinished, with nothing after it. How soon it ends a read depends on how
/// sure it is, and this settles what is ambiguous:</para>
/// <list type="bullet">
/// <item>The line is exactly the learnt prompt, or exactly the <c>prompt_exact</c> of a mode, and the echo of the
/// command came before: at once.</item>
/// <item>It matches the platform's prompt, is one of its modes' and carries the name of the learnt prompt (the mode
/// changed): after <see cref="QuietTimes.Likely"/>.</item>
/// <item>It matches the platform's prompt only (the name changed), or the echo of a device that echoes is missing, or
/// the learnt prompt stands behind other text on its line (the output did not end in a line end): after
/// <see cref="QuietTimes.Doubtful"/>.</item>
/// </list>
/// <para>Patterns are tried only in these pauses and only on the last line, so a large output costs linear time.</para>
/// <para>The output is what stands between the line of the echo and the prompt, byte for byte: each line with its LF,
/// the last without one if the device sent none.</para>
/// </remarks>
internal sealed partial class DeviceShell(
    ISshChannel channel,
    int columns,
    PlatformDefinition platform,
    DeviceText text,
    QuietTimes quiet,
    CancellationToken lifetime)
{
    /// <summary>The echo comes within this many bytes, or not at all.</summary>
    private const int EchoWindow = 4096;

    /// <summary>Most bytes that are kept back for a prompt of several lines.</summary>
    private const int KeptBack = 4096;

    /// <summary>Most bytes that are dropped up to a prompt, after the login, say.</summary>
    private const int MostDropped = 8 << 20;

    /// <summary>Most bytes that are dropped after Ctrl-C: what is on its way fills the buffers of both sides.</summary>
    private const int MostDroppedOnInterrupt = 16 << 20;

    private readonly ChannelReader _channel = new(channel, lifetime);
    private readonly OutputCleaner _cleaner = new(columns);
    private readonly LineBuffer _lines = new();
    private readonly PromptGrammar _grammar = PromptGrammar.Of(platform);
    private readonly Patience _patience = new(platform.Name);
    private byte[] _promptLine = [];
    private bool? _echoes;
    private bool _pages; // A pager has been seen, so that the next is known at once.

    /// <summary>The prompt as it was last seen; empty before <see cref="LogInAsync"/>.</summary>
    public string Prompt { get; private set; } = "";

    /// <summary>The mode that the prompt stands for; <see langword="null"/> when it is none of the platform's.</summary>
    public PlatformMode? Mode { get; private set; }

    /// <summary>Whether prompts may have lines above them that belong to them.</summary>
    public bool HasLinesAbovePrompts => _grammar.LinesAbove > 0;

    /// <summary>Whether the prompt is that of a mode; several may share one.</summary>
    public bool IsIn(PlatformMode mode) => Mode == mode || _grammar.IsOf(mode, Prompt, _patience);

    /// <summary>Waits for the first prompt.</summary>
    public Task LogInAsync(Deadline deadline) => ReadAsync(new Exchange { LineEnded = true, Nudges = 3 }, deadline);

    /// <summary>Types a line and reads its output, up to the prompt or until it is too large.</summary>
    public Task<Stop> SendAsync(string line, CommandOutput output, Deadline deadline) =>
        AskAsync(line, null, output, deadline);

    /// <summary>Types a line and reads up to the question or the prompt, whichever comes.</summary>
    public async Task<Stop> AskAsync(string line, Question? question, CommandOutput output, Deadline deadline)
    {
        byte[] typed = Encoding.UTF8.GetBytes(line + "\n");
        var exchange = new Exchange
        {
            Command = typed.AsMemory(0, typed.Length - 1),
            Before = _cleaner.Line.ToArray(),
            Output = output,
            Question = question,
            EchoAwaited = true,
        };
        await _channel.WriteAsync(typed, deadline);
        return await ReadAsync(exchange, deadline);
    }

    /// <summary>Answers a question, without an echo, and reads up to the prompt or to the question asked again.</summary>
    public async Task<Stop> AnswerAsync(string answer, Question question, CommandOutput output, Deadline deadline)
    {
        _cleaner.DropLine();
        await WriteAsync(answer + "\n", deadline);
        return await ReadAsync(new Exchange { LineEnded = true, Question = question, Output = output }, deadline);
    }

    /// <summary>Sends Ctrl-C and drops what comes up to the prompt.</summary>
    public async Task InterruptAsync(Deadline deadline)
    {
        _lines.Clear();
        await WriteAsync("\x03", deadline);
        await ReadAsync(new Exchange { LineEnded = true, MostDropped = MostDroppedOnInterrupt }, deadline);
    }

    /// <summary>Writes text as it is.</summary>
    public ValueTask WriteAsync(string input, Deadline deadline) =>
        _channel.WriteAsync(Encoding.UTF8.GetBytes(input), deadline);

    private async Task<Stop> ReadAsync(Exchange exchange, Deadline deadline)
    {
        TimeSpan silence = TimeSpan.Zero;
        while (true)
        {
            if (exchange.Output?.TooLarge == true)
                return Stop.TooLarge;
            if (exchange.LineEnded && exchange.Question?.IsAsked(_cleaner.Line, _patience) == true)
                return Stop.Question;
            if (exchange.Mark is { } mark)
            {
                if (TryEndAhead(exchange, mark, silence))
                    return Stop.Mark;
            }
            else if ((silence >= quiet.Likely || (_pages && !_channel.HasMore)) && Pager.Answer(_cleaner.Line) is { } key)
            {
                _pages = true;
                _cleaner.DropLine();
                await WriteAsync(key, deadline);
                silence = TimeSpan.Zero;
            }
            else if (TryEnd(exchange, silence))
            {
                return Stop.Prompt;
            }
            else if (silence >= quiet.Nudge && exchange.Nudges > 0)
            {
                exchange.Nudges--;
                await WriteAsync("\n", deadline);
                silence = TimeSpan.Zero;
            }

            TimeSpan left = deadline.Left;
            if (left == TimeSpan.Zero)
                throw deadline.Passed(LastLine());
            TimeSpan next = NextStep(silence);
            TimeSpan wait = next < left ? next : left;
            int count = await _channel.ReceiveAsync(wait);
            if (count == 0)
                throw Closed(exchange);
            // Not the whole step when time is up before it: nothing is sent then that could not be awaited.
            silence = count < 0 ? silence + wait : TimeSpan.Zero;
            if (count > 0)
            {
                Count(exchange, count, deadline);
                _cleaner.Feed(_channel.Received(count), _lines);
                if (exchange.Mark is null)
                    Deliver(exchange);
            }
        }
    }

    private static void Count(Exchange exchange, int bytes, Deadline deadline)
    {
        exchange.Received += bytes;
        exchange.Output?.Receive(bytes);
        int most = exchange.MostDropped ?? MostDropped;
        if (exchange.Output is null && exchange.Received > most)
            throw deadline.Drowned(most);
    }

    /// <summary>How much longer it must be silent for something new to follow from it.</summary>
    private TimeSpan NextStep(TimeSpan silence) =>
        silence < quiet.Likely ? quiet.Likely - silence
        : silence < quiet.Doubtful ? quiet.Doubtful - silence
        : silence < quiet.Nudge ? quiet.Nudge - silence
        : TimeSpan.FromHours(1);

    /// <summary>Passes finished lines on, behind the echo and up to those that may belong to a prompt.</summary>
    private void Deliver(Exchange exchange)
    {
        ReadOnlySpan<byte> lines = _lines.Written;
        exchange.LineEnded = exchange.LineEnded || lines.Contains((byte)'\n');
        if (exchange.EchoAwaited)
        {
            if (lines.Length == exchange.Searched)
                return;
            exchange.Searched = lines.Length;
            int end = Echo.End(lines, exchange.Before, _promptLine, exchange.Command.Span);
            if (end >= 0)
            {
                _echoes = true;
                exchange.EchoAwaited = false;
                _lines.Drop(end);
            }
            else if (lines.Length > EchoWindow)
            {
                DoWithoutEcho(exchange);
            }
            else
            {
                return;
            }
        }

        PassBut(exchange, _grammar.LinesAbove);
    }

    /// <summary>Passes everything on but the last lines, which may belong to what ends the output.</summary>
    private void PassBut(Exchange exchange, int count)
    {
        int keptBack = PromptGrammar.StartOfLast(_lines.Written, count);
        Pass(exchange, _lines.Written.Length - keptBack > KeptBack ? _lines.Written.Length : keptBack);
    }

    private void Pass(Exchange exchange, int count)
    {
        if (count <= 0)
            return;
        exchange.Output?.Write(_lines.Written[..count]);
        _lines.Drop(count);
    }

    /// <summary>
    /// The echo did not come. On a device that echoes, what was typed came back altered (abbreviations written out,
    /// say), so that its line goes; otherwise the output begins behind the prompt.
    /// </summary>
    private void DoWithoutEcho(Exchange exchange)
    {
        exchange.EchoAwaited = false;
        ReadOnlySpan<byte> lines = _lines.Written;
        if (!lines.StartsWith(exchange.Before))
            return;
        if (_echoes == true)
        {
            _lines.Drop(lines.IndexOf((byte)'\n') + 1);
            return;
        }

        _echoes = false;
        int drop = exchange.Before.Length;
        _lines.Drop(drop < lines.Length && lines[drop] == (byte)'\n' ? drop + 1 : drop);
    }

    /// <summary>Ends the read if what arrived ends with a prompt that is sure enough after this silence.</summary>
    private bool TryEnd(Exchange exchange, TimeSpan silence)
    {
        ReadOnlySpan<byte> line = _cleaner.Line;
        if (line.IsEmpty)
            return false;
        if (EndsWithPrompt(line) && !(exchange.LineEnded && _grammar.IsExact(line)))
            return silence >= quiet.Doubtful && TryEndGlued(exchange);
        bool sure = !exchange.EchoAwaited || _echoes == false;
        if (exchange.LineEnded && _cleaner.LineIsWhole)
        {
            bool learnt = _promptLine.Length > 0 && line.SequenceEqual(_promptLine);
            if (learnt || _grammar.IsExact(line))
            {
                if (sure ? _channel.HasMore : silence < quiet.Doubtful)
                    return false;
                PromptMatch? exact = learnt && _grammar.LinesAbove == 0 ? null : _grammar.Match(_lines.Written, line, _patience);
                return End(exchange, exact);
            }

            if (silence >= quiet.Likely && _grammar.Match(_lines.Written, line, _patience) is { } match)
            {
                bool likely = sure && match.Mode is not null
                    && (_promptLine.Length == 0 || PromptGrammar.SameDevice(Prompt, match.Text));
                if (likely || silence >= quiet.Doubtful)
                    return End(exchange, match);
            }
        }

        return false;
    }

    /// <summary>Whether the learnt prompt stands behind other text.</summary>
    private bool EndsWithPrompt(ReadOnlySpan<byte> line) =>
        _promptLine.Length > 0 && line.Length > _promptLine.Length && line.EndsWith(_promptLine);

    private bool End(Exchange exchange, PromptMatch? prompt)
    {
        if (exchange.EchoAwaited)
            DoWithoutEcho(exchange);
        Pass(exchange, PromptGrammar.StartOfLast(_lines.Written, prompt?.LinesAbove ?? 0));
        _lines.Clear();
        if (prompt is not null && prompt.Text != Prompt)
        {
            Prompt = prompt.Text;
            Mode = prompt.Mode;
            _promptLine = _cleaner.Line.ToArray();
        }

        return true;
    }

    /// <summary>Ends the read on a last line that is the end of the output with the learnt prompt behind it.</summary>
    private bool TryEndGlued(Exchange exchange)
    {
        int from = exchange.LineEnded ? 0 : exchange.Before.Length;
        if (_cleaner.Line.Length < from + _promptLine.Length)
            return false;
        if (exchange.EchoAwaited && exchange.LineEnded)
            DoWithoutEcho(exchange);
        else if (exchange.EchoAwaited)
            _echoes ??= false;
        Pass(exchange, _lines.Written.Length);
        exchange.Output?.Write(_cleaner.Line[from..^_promptLine.Length]);
        return true;
    }

    private string LastLine() => text.Quote(_cleaner.Line.IsEmpty ? Last(_lines.Written) : _cleaner.Line);

    private SessionException Closed(Exchange exchange)
    {
        string during = exchange.Command.IsEmpty ? "" : $" during \"{text.Quote(exchange.Command.Span)}\"";
        string last = LastLine() is { Length: > 0 } line ? $"; last came \"{line}\"" : "";
        return new SessionException(FailureClass.ConnectionLost, $"the device closed the session{during}{last}");
    }

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> text = lines.TrimEnd((byte)'\n');
        return text[(text.LastIndexOf((byte)'\n') + 1)..];
    }
}
