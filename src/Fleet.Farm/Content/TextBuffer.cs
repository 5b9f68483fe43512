using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fleet.Farm.Content;

/// <summary>Collects text as UTF-8 bytes, without strings in between; used again after <see cref="Clear"/>.</summary>
/// <remarks>The bytes come from the shared pool; <see cref="Dispose"/> gives them back, and leaves the buffer empty.</remarks>
public sealed class TextBuffer : IDisposable
{
    private const int FirstCapacity = 8 * 1024;

    private byte[] _bytes = [];

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written. It is valid until the next change to the buffer.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Starts again with nothing written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets what was written after the first <paramref name="length"/> bytes.</summary>
    /// <param name="length">0 to <see cref="Length"/>.</param>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Gives the bytes back to the pool and starts again with nothing written.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    /// <summary>Appends text that is all ASCII; what is not becomes a question mark.</summary>
    public void Append(string text)
    {
        Reserve(text.Length);
        Span<byte> free = _bytes.AsSpan(Length, text.Length);
        if (Ascii.FromUtf16(text, free, out _) != OperationStatus.Done)
            Encoding.ASCII.GetBytes(text, free);
        Length += text.Length;
    }

    /// <summary>Appends a line and its LF: <c>text.Line($"{name,-22} {address,-15} up")</c>.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineHandler line) => EndLine();

    /// <summary>Appends bytes and an LF.</summary>
    public void Line(ReadOnlySpan<byte> utf8)
    {
        Append(utf8);
        EndLine();
    }

    /// <summary>Appends text and an LF.</summary>
    public void Line(string text)
    {
        Append(text);
        EndLine();
    }

    /// <summary>Appends an empty line.</summary>
    public void Line() => EndLine();

    /// <summary>Appends the parts of an interpolated string, without an LF.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler writes to this very buffer.")]
    public void Append([InterpolatedStringHandlerArgument("")] ref LineHandler text)
    {
        // The handler has written it already.
    }

    /// <summary>Appends a value with a width: what is longer is cut, what is shorter is padded on the right.</summary>
    /// <param name="value">The value.</param>
    /// <param name="width">In bytes.</param>
    public void AppendCut<T>(T value, int width)
        where T : IUtf8SpanFormattable
    {
        int start = Length;
        Append($"{value}");
        Length = Math.Min(Length, start + width);
        PadTo(start + width);
    }

    /// <summary>Appends blanks until the text has a length; nothing when it is longer already.</summary>
    /// <param name="length">In bytes.</param>
    public void PadTo(int length) => Fill((byte)' ', length - Length);

    private void EndLine()
    {
        Reserve(1);
        _bytes[Length++] = (byte)'\n';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        int wanted = Math.Max(checked(Length + count), Math.Max(FirstCapacity, _bytes.Length * 2));
        byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private void Fill(byte value, int count)
    {
        if (count <= 0)
            return;
        Reserve(count);
        _bytes.AsSpan(Length, count).Fill(value);
        Length += count;
    }

    /// <summary>Pads what was written from <paramref name="start"/> on, as .NET's alignment does: negative is left.</summary>
    private void Align(int start, int alignment)
    {
        int missing = Math.Abs(alignment) - (Length - start);
        if (missing <= 0)
            return;
        int written = Length - start;
        Fill((byte)' ', missing);
        if (alignment < 0)
            return;
        Span<byte> field = _bytes.AsSpan(start, written + missing);
        field[..written].CopyTo(field[missing..]);
        field[..missing].Fill((byte)' ');
    }

    /// <summary>Writes the parts of an interpolated string straight into the buffer.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineHandler
    {
        /// <summary>Room for a typical field, so that growing is decided once a line.</summary>
        private const int FieldSize = 24;

        private readonly TextBuffer _text;

        /// <summary>Called by the compiler.</summary>
        public LineHandler(int literalLength, int formattedCount, TextBuffer text)
        {
            _text = text;
            text.Reserve(literalLength + formattedCount * FieldSize);
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => _text.Append(value);

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value, int alignment = 0, string? format = null)
            where T : IUtf8SpanFormattable
        {
            TextBuffer text = _text;
            int written;
            while (!value.TryFormat(text._bytes.AsSpan(text.Length), out written, format, CultureInfo.InvariantCulture))
                text.Grow(text._bytes.Length - text.Length + FieldSize);
            text.Length += written;
            if (alignment != 0)
                text.Align(text.Length - written, alignment);
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted(string value, int alignment = 0)
        {
            _text.Append(value);
            if (alignment != 0)
                _text.Align(_text.Length - value.Length, alignment);
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted(ReadOnlySpan<byte> value, int alignment = 0)
        {
            _text.Append(value);
            if (alignment != 0)
                _text.Align(_text.Length - value.Length, alignment);
        }
    }
}
