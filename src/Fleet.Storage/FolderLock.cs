using System.Globalization;
using System.Text;

namespace Fleet.Storage;

/// <summary>
/// The lock on a data folder: an advisory lock of the operating system on the file <c>lock</c>, so that it ends with the
/// process however that ends. The file's text names the holder for people and for the error message.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="DataFolderHeldException">Another process (or another part of this one) holds the lock.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix: it is not inherited by child processes, as .NET
            // opens files with O_CLOEXEC.
            file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new DataFolderHeldException(
                $"The data folder {folder} is in use by {Holder(path)}: wait for it to end or stop it, or use another folder with --data.",
                e);
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"{Environment.ProcessId} {Environment.MachineName}\n"));
            file.Flush();
            return new FolderLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            // Any other way of sharing would ask for a lock, too.
            using var reader = new StreamReader(path, new FileStreamOptions { Share = FileShare.ReadWrite });
            var words = (reader.ReadLine() ?? "").Split(' ', 2);
            return !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                ? "another process"
                : words.Length < 2 || words[1] == Environment.MachineName
                    ? $"process {pid}"
                    : $"process {pid} on {words[1]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
