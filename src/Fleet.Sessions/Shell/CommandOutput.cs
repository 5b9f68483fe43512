using System.Buffers;
using System.Text;

namespace Fleet.Sessions.Shell;

/// <summary>
/// Takes the output of one command: passes it on, keeps its first lines to tell whether the device rejected the
/// command, and holds it to the size limit.
/// </summary>
/// <param name="output">Where it goes; <see langword="null"/> when only its first lines matter.</param>
/// <param name="limit">Most bytes.</param>
internal sealed class CommandOutput(IOutput? output, long limit) : IDisposable
{
    /// <summary>A device that rejects a command says so in the first lines.</summary>
    private const int HeadLines = 10;

    private const int HeadBytes = 2048;

    /// <summary>A device may send this many times the limit, for what its terminal does not show in the end, ...</summary>
    private const int UnseenFactor = 4;

    /// <summary>... and this.</summary>
    private const long UnseenBytes = 1 << 20;

    private byte[] _head = [];
    private int _headLength;
    private long _size;
    private long _received;

    /// <summary>Whether the output grew beyond the limit; what comes then is dropped.</summary>
    public bool TooLarge => _size > limit || _received - UnseenBytes > limit * UnseenFactor;

    /// <summary>The first line that is not blank.</summary>
    public ReadOnlySpan<byte> FirstLine => FirstLineThat(static (line, _) => !line.IsEmpty, []);

    /// <summary>Starts to store the output of a command.</summary>
    /// <exception cref="SessionException">It cannot be stored (<see cref="FailureClass.StoreUnavailable"/>).</exception>
    public static CommandOutput Begin(IOutputSink sink, string command, long limit)
    {
        try
        {
            return new CommandOutput(sink.Begin(command), limit);
        }
        catch (Exception e) when (e is not SessionException)
        {
            throw NotStored(e);
        }
    }

    /// <summary>The device has sent bytes for it, of which not all need come to be part of it.</summary>
    public void Receive(int bytes) => _received += bytes;

    /// <summary>Passes bytes on, as long as there are not too many.</summary>
    /// <exception cref="SessionException">They cannot be stored (<see cref="FailureClass.StoreUnavailable"/>).</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _size += bytes.Length;
        if (bytes.IsEmpty || TooLarge)
            return;
        KeepHead(bytes);
        try
        {
            output?.Write(bytes);
        }
        catch (Exception e) when (e is not SessionException)
        {
            throw NotStored(e);
        }
    }

    /// <summary>
    /// The line with which the device rejected the command: one of the first ones that, blanks aside, begins with one
    /// of the indicators. Empty when it did not.
    /// </summary>
    public ReadOnlySpan<byte> Rejection(IReadOnlyList<string> indicators) => FirstLineThat(
        static (line, indicators) =>
        {
            foreach (string indicator in indicators)
            {
                if (BeginsWith(line, indicator))
                    return true;
            }

            return false;
        },
        indicators);

    /// <summary>The output is whole.</summary>
    /// <exception cref="SessionException">It cannot be stored (<see cref="FailureClass.StoreUnavailable"/>).</exception>
    public void Complete()
    {
        try
        {
            output?.Complete();
        }
        catch (Exception e) when (e is not SessionException)
        {
            throw NotStored(e);
        }
    }

    /// <summary>Ends it; its first lines are gone then.</summary>
    public void Dispose()
    {
        if (_head.Length > 0)
            ArrayPool<byte>.Shared.Return(_head);
        (_head, _headLength) = ([], 0);
        output?.Dispose();
    }

    private void KeepHead(ReadOnlySpan<byte> bytes)
    {
        if (_headLength == HeadBytes)
            return;
        if (_head.Length == 0)
            _head = ArrayPool<byte>.Shared.Rent(HeadBytes);
        ReadOnlySpan<byte> first = bytes[..Math.Min(bytes.Length, HeadBytes - _headLength)];
        first.CopyTo(_head.AsSpan(_headLength));
        _headLength += first.Length;
    }

    private static SessionException NotStored(Exception e) =>
        new(FailureClass.StoreUnavailable, $"the output could not be stored: {e.Message}", e);

    private static bool BeginsWith(ReadOnlySpan<byte> line, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        return text.Length > 0
            && Encoding.UTF8.TryGetBytes(text, bytes, out int count)
            && line.StartsWith(bytes[..count]);
    }

    private ReadOnlySpan<byte> FirstLineThat(LineTest test, IReadOnlyList<string> indicators)
    {
        ReadOnlySpan<byte> rest = _head.AsSpan(0, _headLength);
        for (int i = 0; i < HeadLines && !rest.IsEmpty; i++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).Trim((byte)' ');
            if (test(line, indicators))
                return line;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return [];
    }

    private delegate bool LineTest(ReadOnlySpan<byte> line, IReadOnlyList<string> indicators);
}
