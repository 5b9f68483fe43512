using System.Reflection;
using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Sessions.Platforms;

/// <summary>The platform definitions that are built in, with a user's folder laid over them.</summary>
public sealed class PlatformCatalog
{
    private const string Extension = ".yaml";

    private readonly Dictionary<string, PlatformDefinition> _platforms = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SourceError> _errors = [];

    /// <summary>The platforms by name, without regard to case.</summary>
    public IReadOnlyDictionary<string, PlatformDefinition> Platforms => _platforms;

    private PlatformCatalog()
    {
    }

    /// <summary>Reads the built-in definitions and then those of <paramref name="folder"/>, which add or override.</summary>
    /// <param name="folder">A folder of <c>NAME.yaml</c> files; <see langword="null"/> for the built-in ones alone.</param>
    /// <param name="errors">Every error of every file; a file with errors is left out of the catalog.</param>
    public static PlatformCatalog Load(string? folder, out IReadOnlyList<SourceError> errors) =>
        Load(typeof(PlatformCatalog).Assembly, folder, out errors);

    /// <summary>As <see cref="Load(string?, out IReadOnlyList{SourceError})"/>, built in being what an assembly holds.</summary>
    internal static PlatformCatalog Load(Assembly builtIn, string? folder, out IReadOnlyList<SourceError> errors)
    {
        var catalog = new PlatformCatalog();
        foreach (string resource in builtIn.GetManifestResourceNames().Where(n => n.EndsWith(Extension, StringComparison.Ordinal)))
            catalog.AddResource(builtIn, resource);
        if (folder is not null)
            catalog.AddFolder(folder);
        errors = catalog._errors;
        return catalog;
    }

    private void AddResource(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        // Named by the build for the folder that it lies in: Fleet.Sessions.Platforms.BuiltIn.NAME.yaml.
        string name = Path.GetFileNameWithoutExtension(resource).Split('.')[^1];
        var errors = new ErrorList($"built-in {name}{Extension}");
        if (PlatformFile.Parse(reader.ReadToEnd(), name, errors) is { } platform)
            _platforms[name] = platform;
        _errors.AddRange(errors.ToSortedList());
    }

    private void AddFolder(string folder)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _errors.Add(new SourceError(folder, 0, 0, exception switch
            {
                _ when File.Exists(folder) => "this is a file, not a folder of platform definitions",
                DirectoryNotFoundException => "there is no such folder of platform definitions",
                _ => $"the folder cannot be read: {exception.Message}",
            }));
            return;
        }

        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string file in files.Where(IsDefinition).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (!read.TryAdd(name, file))
            {
                _errors.Add(new SourceError(file, 0, 0, $"platform '{name}' is already defined by {read[name]}; names are unique, case aside"));
                continue;
            }

            if (PlatformFile.Load(file, out var errors) is { } platform)
                _platforms[name] = platform;
            _errors.AddRange(errors);
        }
    }

    private static bool IsDefinition(string file) =>
        Path.GetExtension(file) is ".yaml" or ".yml" && !Path.GetFileName(file).StartsWith('.');
}
