using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Farm.Profiles;

/// <summary>Reads profiles of fleets: a file in YAML, or one that is built in.</summary>
/// <remarks>
/// <para>
/// Every key may be left out. <c>devices</c>, <c>seed</c> and <c>sites</c> are numbers. <c>platforms</c> is a map of
/// platforms to percentages that add up to 100 %; <c>legacy</c> is a percentage. <c>latency</c> is the round-trip time of
/// all sites, or a map of its <c>median</c> and <c>spread</c> (standard deviation of the logarithm, over the sites).
/// <c>bandwidth</c> is a connection's.
/// </para>
/// <para>
/// <c>outputs</c> is a map: <c>median</c>, <c>spread</c> and <c>largest</c> of their sizes, and <c>changing</c>, the share
/// that changes from one epoch to the next. <c>credentials</c> is a list of maps: <c>name</c>, <c>username</c>,
/// <c>password</c>, <c>enable</c> (the secret, for platforms that have such a thing), and <c>platforms</c> and <c>sites</c>
/// that it is for; the first that suits a device is its own, and the last is for all the rest. <c>aaa</c> is a map:
/// <c>at-once</c>, <c>per-second</c>, and <c>per</c>, which is <c>fleet</c> or <c>site</c>.
/// </para>
/// <para>
/// <c>faults</c> is a list of maps: <c>fault</c>, its name; <c>share</c>, a percentage, or <c>devices</c>, a list of names
/// in which * and ? are wildcards; <c>from</c> and <c>for</c>, when it begins after the start of the farm, and how long it
/// lasts. A device has at most one fault by share.
/// </para>
/// </remarks>
public static class ProfileFile
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Reads and validates a profile. Never throws for what a file contains or for a file that cannot be read.</summary>
    /// <param name="nameOrPath">The name of a built-in profile, or a file: what contains a dot or a slash is a file.</param>
    /// <param name="changes">What takes the place of what the profile says.</param>
    public static ProfileResult Load(string nameOrPath, ProfileChanges? changes = null)
    {
        var errors = new ErrorList(nameOrPath);
        var text = BuiltInProfiles.Find(nameOrPath);
        if (text is null && nameOrPath.AsSpan().IndexOfAny("./\\") < 0 && !File.Exists(nameOrPath))
        {
            errors.Add(0, 0, "there is no profile of this name, nor such a file" + BuiltInProfiles.DidYouMean(nameOrPath));
        }
        else
        {
            text ??= TextFile.Read(nameOrPath, MostBytes, errors);
        }

        return text is null ? new ProfileResult(null, errors.ToSortedList()) : Read(text, errors, changes);
    }

    /// <summary>Reads and validates a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="changes">What takes the place of what the profile says.</param>
    public static ProfileResult Parse(string text, string file, ProfileChanges? changes = null) =>
        Read(text, new ErrorList(file), changes);

    private static ProfileResult Read(string text, ErrorList errors, ProfileChanges? changes)
    {
        var root = YamlDocument.Parse(text, errors);
        var profile = root is null ? null : new ProfileReader(errors).Read(root, changes ?? new ProfileChanges());
        return new ProfileResult(errors.Count == 0 ? profile : null, errors.ToSortedList());
    }
}

/// <summary>What a command line says instead of the profile.</summary>
/// <param name="Devices">How many devices.</param>
/// <param name="Seed">The seed.</param>
public sealed record ProfileChanges(int? Devices = null, int? Seed = null);

/// <summary>A profile, or what is wrong with it.</summary>
/// <param name="Profile">The profile; <see langword="null"/> when there are errors.</param>
/// <param name="Errors">The errors in the order of the file.</param>
public sealed record ProfileResult(FarmProfile? Profile, IReadOnlyList<SourceError> Errors);
