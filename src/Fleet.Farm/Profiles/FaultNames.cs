using System.Collections.Frozen;
using System.Text.Json;
using Fleet.Farm.Faults;

namespace Fleet.Farm.Profiles;

/// <summary>The names of faults as profiles and records write them: <c>hang-in-output</c>.</summary>
public static class FaultNames
{
    private static readonly FrozenDictionary<FaultKind, string> Names =
        Enum.GetValues<FaultKind>().ToFrozenDictionary(k => k, k => JsonNamingPolicy.KebabCaseLower.ConvertName(k.ToString()));

    /// <summary>The names of the faults that a device can have of its own.</summary>
    public static IReadOnlyList<string> OfDevices { get; } =
        [.. Enum.GetValues<FaultKind>().Where(k => k != FaultKind.AaaRefused).Select(Of)];

    /// <summary>The name of a fault.</summary>
    public static string Of(FaultKind kind) => Names[kind];

    /// <summary>The fault of a name; <see langword="null"/> when there is none.</summary>
    public static FaultKind? Find(string name)
    {
        foreach (var (kind, known) in Names)
        {
            if (known == name)
            {
                return kind;
            }
        }

        return null;
    }
}
