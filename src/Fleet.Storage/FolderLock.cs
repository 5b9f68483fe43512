using System.Globalization;

namespace Fleet.Storage;

/// <summary>
/// The lock on a data folder: an advisory lock of the operating system on the file <c>lock</c>, so that it ends with the
/// process however that ends. The file <c>holder</c> names the holder for the error message (a file that is locked
/// cannot be read).
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "lock";
    public const string HolderFileName = "holder";

    // What .NET makes of a lock that cannot be had at once: EAGAIN of Linux, EAGAIN of macOS and the BSDs,
    // ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldErrors = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="DataFolderHeldException">Another process (or another part of this one) holds the lock.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix. Child processes do not inherit it.
            var file = PrivateFiles.Open(
                Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folderLock = new FolderLock(file);
            try
            {
                WriteHolder(folder);
                return folderLock;
            }
            catch
            {
                folderLock.Dispose();
                throw;
            }
        }
        catch (IOException e) when (HeldErrors.Contains(e.HResult))
        {
            throw new DataFolderHeldException(
                $"The data folder {folder} is in use by {ReadHolder(folder)}: wait for it to end or stop it, or use another folder with --data.");
        }
    }

    public void Dispose() => _file.Dispose();

    private static void WriteHolder(string folder)
    {
        using var file = PrivateFiles.Open(
            Path.Combine(folder, HolderFileName), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new StreamWriter(file);
        writer.WriteLine($"{Environment.ProcessId} {Environment.MachineName}");
    }

    private static string ReadHolder(string folder)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(folder, HolderFileName)).Trim().Split(' ', 2);
            return !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? "another process"
                : words.Length < 2 || words[1] == Environment.MachineName ? $"process {pid}"
                : $"process {pid} on {words[1]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
