using System.Security.Cryptography;
using System.Text.Json;

namespace Fleet.Farm.Recording;

/// <summary>Reads the record of a farm.</summary>
public static class RecordReader
{
    private const int LongestLine = 1 << 20;

    /// <summary>
    /// Reads the lines one after the other, so that a large file is not held in memory. A last line without its end, which
    /// a farm that was killed leaves behind, is left out.
    /// </summary>
    /// <exception cref="RecordException">The file is no record, or a line is damaged; the message names the line.</exception>
    public static IEnumerable<RecordLine> Read(string path)
    {
        using var file = Open(path);
        var number = 0L;
        foreach (var bytes in Lines(file, path))
        {
            number++;
            var line = Parse(bytes.Span, number, path);
            if (number == 1 && line is not RecordLine.Started)
            {
                throw NoRecord(path);
            }

            yield return line;
        }

        if (number == 0)
        {
            throw NoRecord(path);
        }
    }

    /// <summary>Checks that a file begins as a record does.</summary>
    internal static void CheckIsRecord(Stream file, string path)
    {
        using var first = Lines(file, path).GetEnumerator();
        if (first.MoveNext() && Parse(first.Current.Span, 1, path) is not RecordLine.Started)
        {
            throw NoRecord(path);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordException(e is FileNotFoundException or DirectoryNotFoundException
                ? $"{path}: there is no such file; 'fleet farm run PROFILE --record {path}' writes one"
                : $"{path}: the file cannot be read: {e.Message}");
        }
    }

    /// <summary>The lines that have an end, without it; each is gone with the next.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream file, string path)
    {
        var buffer = new byte[64 << 10];
        var (start, end) = (0, 0);
        while (true)
        {
            var length = buffer.AsSpan(start..end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length + 1;
                continue;
            }

            buffer.AsSpan(start..end).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == LongestLine)
            {
                throw NoRecord(path);
            }

            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                yield break;
            }

            end += read;
        }
    }

    private static RecordLine Parse(ReadOnlySpan<byte> bytes, long number, string path)
    {
        string problem;
        try
        {
            var line = JsonSerializer.Deserialize(bytes, RecordJson.Default.RecordLine);
            switch (line)
            {
                case RecordLine.Started { Format: > RecordFile.Format } started:
                    throw new RecordException(
                        $"{path}:{number}: the record has format {started.Format}, and this program reads up to "
                        + $"{RecordFile.Format}; use a newer one");
                case RecordLine.Sent { Whole: true } sent when !IsHash(sent.Sha256):
                    problem = "'sha256' is no hash of 64 hexadecimal digits";
                    break;
                case null:
                    problem = "it is null";
                    break;
                default:
                    return line;
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            problem = e is JsonException { Path: { Length: > 1 } field } ? $"something is wrong at '{field[2..]}'" : "it is damaged";
        }

        throw number == 1 ? NoRecord(path) : new RecordException($"{path}:{number}: this is no line of a farm's record: {problem}");
    }

    private static bool IsHash(string text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);

    private static RecordException NoRecord(string path) =>
        new($"{path}: this is no record of a farm; 'fleet farm run PROFILE --record FILE' writes one");
}

/// <summary>The record of a farm cannot be used; the message names the file, and the line if there is one.</summary>
public sealed class RecordException(string message) : Exception(message);
