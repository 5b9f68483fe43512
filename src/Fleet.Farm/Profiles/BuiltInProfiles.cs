using System.Text;
using Fleet.Inventory;

namespace Fleet.Farm.Profiles;

/// <summary>The profiles that come with the farm.</summary>
public static class BuiltInProfiles
{
    private const string Prefix = "Fleet.Farm.Profiles.BuiltIn.";
    private const string Suffix = ".yaml";

    /// <summary>Their names, the simplest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lan", "wan", "aaa", "mixed", "faults", "hostile", "legacy", "demo"];

    /// <summary>The text of a profile; <see langword="null"/> when there is none of that name.</summary>
    public static string? Find(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using var resource = typeof(BuiltInProfiles).Assembly.GetManifestResourceStream(Prefix + name + Suffix)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The end of an error message about a name that is none of these.</summary>
    public static string DidYouMean(string name) =>
        Spelling.DidYouMean(name, Names, $"; built in are {string.Join(", ", Names)}");

    /// <summary>What a profile is for: the first line of its text, which is a comment.</summary>
    public static string Describe(string name) => Find(name)!.Split('\n')[0].TrimStart('#', ' ');
}
