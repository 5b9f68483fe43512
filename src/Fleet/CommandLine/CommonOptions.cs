using System.CommandLine;

namespace Fleet.CommandLine;

/// <summary>Options that several commands share, so that they are spelled and explained the same everywhere.</summary>
internal sealed class CommonOptions
{
    /// <summary>Where the store is when nothing else is said.</summary>
    public const string DefaultDataFolder = "./fleet-data";

    /// <summary>The data folder.</summary>
    public Option<string> Data { get; } = new("--data")
    {
        Description = "The folder that everything collected is kept in",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => DefaultDataFolder,
    };

    /// <summary>Output for machines.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for machines" };

    /// <summary>No colours; every command has it.</summary>
    public Option<bool> NoColour { get; } = new("--no-color")
    {
        Description = "No colours, as with the environment variable NO_COLOR",
        Recursive = true,
    };

    /// <summary>A folder of platform definitions.</summary>
    public Option<string?> Platforms { get; } = new("--platforms")
    {
        Description = "A folder of platform definitions (NAME.yaml), which add to or override the built-in ones",
        HelpName = "FOLDER",
    };
}
