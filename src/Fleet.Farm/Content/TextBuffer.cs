using System.Runtime.CompilerServices;

namespace Fleet.Farm.Content;

/// <summary>Collects text as UTF-8 bytes, without strings in between; used again after <see cref="Clear"/>.</summary>
public sealed class TextBuffer
{
    private readonly byte[] _bytes = [];

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes;

    /// <summary>Starts again with nothing written.</summary>
    public void Clear() => throw new NotImplementedException();

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <summary>Appends a line and its LF: <c>text.Line($"{name,-22} {address,-15} up")</c>.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineHandler line) => throw new NotImplementedException();

    /// <summary>Appends text as it is.</summary>
    public void Line(string text) => throw new NotImplementedException();

    /// <summary>Writes the parts of an interpolated string straight into the buffer.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineHandler
    {
        /// <summary>Called by the compiler.</summary>
        public LineHandler(int literalLength, int formattedCount, TextBuffer text) => throw new NotImplementedException();

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => throw new NotImplementedException();

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value, int alignment = 0, string? format = null) =>
            throw new NotImplementedException();
    }
}
