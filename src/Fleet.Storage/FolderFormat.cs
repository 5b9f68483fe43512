using System.Globalization;
using Fleet.Storage.Sqlite;

namespace Fleet.Storage;

/// <summary>The file <c>format</c>, which marks a folder as ours and says which layout it has.</summary>
internal static class FolderFormat
{
    public const string FileName = "format";

    private const string NewFileName = "format.new";

    public static bool IsPresent(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <exception cref="DataFolderException">The format is newer than this program, or the file is damaged.</exception>
    /// <exception cref="FileNotFoundException">The folder is not ours.</exception>
    public static void Check(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, FileName)).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var format) || format < 1)
        {
            throw new DataFolderException(
                $"The file `{FileName}` of the data folder {folder} is damaged: it should hold one number, the format's "
                + $"version ({DataFolder.Format} for this version of fleet). Restore it from a backup.");
        }

        if (format > DataFolder.Format)
        {
            throw new DataFolderException(
                $"The data folder {folder} was written by a newer version of fleet (format {format}, this one reads up "
                + $"to {DataFolder.Format}): use that version, or another folder with --data.");
        }
    }

    /// <summary>Writes the file so that after a crash it is there whole or not at all.</summary>
    public static void Write(string folder)
    {
        var temporary = Path.Combine(folder, NewFileName);
        using (var file = PrivateFiles.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            writer.WriteLine(DataFolder.Format);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>A folder may become ours if it is empty, or holds only what we make of it before the format is written.</summary>
    /// <exception cref="DataFolderException">There is something else in it.</exception>
    public static void CheckIsFree(string folder)
    {
        // A file system's root, such as a container's volume, has a lost+found.
        string[] known = [FolderLock.FileName, FolderLock.HolderFileName, NewFileName, "spool", "lost+found"];
        var stranger = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName)
            .FirstOrDefault(name => !known.Contains(name) && !Database.All.Any(d => d.Owns(name!)));
        if (stranger is not null)
        {
            throw new DataFolderException(
                $"{folder} is no data folder of fleet and not empty (it holds `{stranger}`): name a new or empty folder with --data.");
        }
    }
}
