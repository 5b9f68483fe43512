using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.Chaos.Preload;

/// <summary>The small library (<c>preload.c</c>) that is put before the C library of a collector.</summary>
internal static class PreloadLibrary
{
    private static readonly Lazy<(string? Path, string? Problem)> Built = new(Build);

    /// <summary>The library, built on first use.</summary>
    /// <exception cref="InvalidOperationException">It could not be built.</exception>
    public static string Path => Built.Value.Path ?? throw new InvalidOperationException(Problem);

    /// <summary>Why there is none; <see langword="null"/> when there is.</summary>
    public static string? Problem => Built.Value.Problem;

    private static (string? Path, string? Problem) Build()
    {
        var source = System.IO.Path.Combine(AppContext.BaseDirectory, "Preload", "preload.c");
        var library = System.IO.Path.ChangeExtension(source, ".so");
        if (File.Exists(library) && File.GetLastWriteTimeUtc(library) > File.GetLastWriteTimeUtc(source))
            return (library, null);
        try
        {
            var unfinished = $"{library}.{Environment.ProcessId}";
            using var compiler = Process.Start(new ProcessStartInfo(
                "gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", unfinished, source, "-ldl"])
            {
                RedirectStandardError = true,
            })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                return (null, $"gcc does not take {source}: {errors.Trim()}");
            File.Move(unfinished, library, overwrite: true);
            return (library, null);
        }
        catch (Win32Exception)
        {
            return (null, "there is no gcc");
        }
    }
}
