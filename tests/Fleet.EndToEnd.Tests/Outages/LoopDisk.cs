using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>
/// A file system of its own in a file, with which the kernel can do what bad disks do. Needs root on Linux; elsewhere the
/// test is skipped, under CI it fails.
/// </summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fleet-disk-");
    private bool _isFrozen;

    /// <summary>Mounts 256 MiB.</summary>
    public LoopDisk()
    {
        var image = Path.Combine(_root.FullName, "image");
        using (var file = File.Create(image))
        {
            file.SetLength(256 << 20);
        }

        Directory.CreateDirectory(Folder);
        AsRoot.Run("mkfs.ext4", "-q", image);
        AsRoot.Run("mount", "-o", "loop", image, Folder);
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder => Path.Combine(_root.FullName, "disk");

    /// <summary>From now on every write hangs.</summary>
    public void Freeze()
    {
        AsRoot.Run("fsfreeze", "-f", Folder);
        _isFrozen = true;
    }

    /// <summary>The writes that hang go on.</summary>
    public void Thaw()
    {
        _isFrozen = false;
        AsRoot.Run("fsfreeze", "-u", Folder);
    }

    /// <summary>
    /// From now on every write to these files is refused, although they are open. (A file system with such files cannot be
    /// mounted read-only, and one that the kernel has made so after an error stays so.)
    /// </summary>
    public static void Refuse(IEnumerable<string> files) => AsRoot.Run("chattr", ["+i", .. files]);

    /// <summary>They can be written to again.</summary>
    public static void Allow(IEnumerable<string> files) => AsRoot.Run("chattr", ["-i", .. files]);

    public void Dispose()
    {
        if (_isFrozen)
        {
            Thaw();
        }

        AsRoot.Run("umount", "-l", Folder);
        _root.Delete(recursive: true);
    }
}
