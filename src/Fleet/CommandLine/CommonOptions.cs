using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fleet.Inventory;

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

    /// <summary>An argument that takes names. No name begins with a hyphen: that is an option, misspelt.</summary>
    public static Argument<string[]> Names(string name, string description)
    {
        var argument = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-')))
            {
                result.AddError(FleetCommandLine.NoSuchOption(token.Value, (CommandResult)result.Parent!));
            }
        });
        return argument;
    }

    /// <summary>An option that takes a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="noun">What it is, for errors: <c>number of devices</c>, <c>port</c>.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="least">The smallest number.</param>
    public static Option<int?> Number(
        string name, string description, string noun, int most = int.MaxValue, int least = 1) => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most)
                {
                    return number;
                }

                var range = most == int.MaxValue ? $"of {least} or more" : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most:N0}");
                result.AddError($"{name} '{text}' is no {noun}, {range}");
                return null;
            },
        };

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string?> OneOf(string name, string description, string helpName, params string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                var text = result.Tokens[0].Value;
                result.AddError($"{name} '{text}' is none of {string.Join(", ", words)}{Spelling.DidYouMean(text, words)}");
            }
        });
        return option;
    }
}
