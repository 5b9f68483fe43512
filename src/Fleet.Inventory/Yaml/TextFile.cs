using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Fleet.Inventory.Yaml;

/// <summary>Reads a text file that a person wrote, and says what is wrong if it is none.</summary>
public static class TextFile
{
    /// <summary>Reads a UTF-8 file as a whole; a pipe is read to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">A larger file is an error.</param>
    /// <param name="errors">Takes the error.</param>
    /// <returns>The text; <see langword="null"/> with an error added when there is none to be had.</returns>
    public static string? Read(string path, int mostBytes, ErrorList errors)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, mostBytes + 1) : 0);
            byte[] buffer = new byte[81920];
            for (int read; bytes.Length <= mostBytes && (read = file.Read(buffer)) > 0;)
                bytes.Write(buffer, 0, read);
            if (bytes.Length <= mostBytes)
                return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), errors);
            errors.Add(0, 0, $"the file is larger than {mostBytes >> 20} MiB");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            errors.Add(0, 0, exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                _ when Directory.Exists(path) => "this is a folder, not a file",
                UnauthorizedAccessException => "the file may not be read by this user",
                _ => $"the file cannot be read: {exception.Message}",
            });
        }

        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            errors.Add(0, 0, "the file is UTF-16; save it as UTF-8");
            return null;
        }

        if (bytes.Contains((byte)0))
        {
            errors.Add(0, 0, "this is a binary file, not text");
            return null;
        }

        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        int bad = FindInvalid(bytes);
        var before = bytes[..bad];
        errors.Add(
            before.Count((byte)'\n') + 1,
            bad - before.LastIndexOf((byte)'\n'),
            $"this is not UTF-8 (byte 0x{bytes[bad]:X2}); save the file as UTF-8");
        return null;
    }

    private static int FindInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) == OperationStatus.Done)
            at += consumed;
        return at;
    }
}
