using Fleet.Formatting;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Collecting;

/// <summary>Devices that a run has passed by: why, and what lets the next run try them.</summary>
internal static class NotTried
{
    /// <summary>The groups of what was not tried.</summary>
    public static IReadOnlyList<FailureGroup> In(IReadOnlyList<FailureGroup> failures) => [.. failures.Where(IsNotTried)];

    /// <summary>The groups of what was tried, and failed.</summary>
    public static IReadOnlyList<FailureGroup> Without(IReadOnlyList<FailureGroup> failures) =>
        [.. failures.Where(group => !IsNotTried(group))];

    /// <summary>A line for each reason.</summary>
    public static Table Table(IReadOnlyList<FailureGroup> notTried, CollectRequest request)
    {
        var table = Tables.Create("NOT TRIED", ">DEVICES", ">OUTPUTS", "TO GO ON", "FOR EXAMPLE");
        foreach (var group in notTried)
        {
            table.Add(
                (group.Failure, Styles.Warning),
                (Figures.Count(group.Devices), null),
                (Figures.Count(group.Outputs), null),
                (Release(group, request) ?? "when the site is back", null),
                ($"{group.ExampleDevice}: {group.ExampleReason}", null));
        }

        return table;
    }

    /// <summary>One line of shell that lets go of everything that was not tried, and collects it.</summary>
    public static string GoOn(string run, IReadOnlyList<FailureGroup> notTried, CollectRequest request) =>
        string.Join(" && ", notTried.Select(group => Release(group, request)).OfType<string>().Append(request.FailedCommand(run)));

    private static string? Release(FailureGroup group, CollectRequest request) => group.Failure switch
    {
        nameof(FailureClass.Quarantined) when group.Devices == 1 =>
            $"fleet release {CollectRequest.Quote(group.ExampleDevice)}{request.DataOption}",
        nameof(FailureClass.Quarantined) => $"fleet release --all{request.DataOption}",
        nameof(FailureClass.CredentialPaused) => $"fleet release --credential NAME{request.DataOption}",
        _ => null,
    };

    private static bool IsNotTried(FailureGroup group) =>
        Enum.TryParse<FailureClass>(group.Failure, out var failure) && failure.IsNotTried;
}
