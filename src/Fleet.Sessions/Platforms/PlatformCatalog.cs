using Fleet.Inventory;

namespace Fleet.Sessions.Platforms;

/// <summary>The platform definitions that are built in, with a user's folder laid over them.</summary>
public sealed class PlatformCatalog
{
    /// <summary>The platforms by name, without regard to case.</summary>
    public IReadOnlyDictionary<string, PlatformDefinition> Platforms { get; }

    private PlatformCatalog(IReadOnlyDictionary<string, PlatformDefinition> platforms) => Platforms = platforms;

    /// <summary>Reads the built-in definitions and then those of <paramref name="folder"/>, which add or override.</summary>
    /// <param name="folder">A folder of <c>NAME.yaml</c> files; <see langword="null"/> for the built-in ones alone.</param>
    /// <param name="errors">Every error of every file; a file with errors is left out of the catalog.</param>
    public static PlatformCatalog Load(string? folder, out IReadOnlyList<SourceError> errors) =>
        throw new NotImplementedException();
}
