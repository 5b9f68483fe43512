namespace Fleet.Lab;

/// <summary>A file system mounted for one test, which needs root on Linux; elsewhere the test is skipped, under CI it fails.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _folder;

    private Mount(string folder) => _folder = folder;

    /// <summary>Makes a folder read-only, for root too, by mounting it over itself.</summary>
    public static Mount ReadOnly(string folder)
    {
        AsRoot.Run("mount", "--bind", folder, folder);
        var mount = new Mount(folder);
        AsRoot.Run("mount", "-o", "remount,bind,ro", folder);
        return mount;
    }

    /// <summary>A small file system in memory.</summary>
    /// <param name="folder">Where to; created.</param>
    /// <param name="kibibytes">Its size.</param>
    public static Mount Small(string folder, int kibibytes)
    {
        Directory.CreateDirectory(folder);
        AsRoot.Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder);
        return new Mount(folder);
    }

    /// <summary>Makes it as large as said, keeping what it holds.</summary>
    public void Grow(int kibibytes) => AsRoot.Run("mount", "-o", $"remount,size={kibibytes}k", _folder);

    public void Dispose() => AsRoot.Run("umount", "-l", _folder);
}
