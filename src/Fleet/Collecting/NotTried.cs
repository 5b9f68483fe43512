using Fleet.Collection.Permits;
using Fleet.Formatting;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Collecting;

/// <summary>Devices that a run has passed by: why, and what lets the next run try them.</summary>
/// <param name="failures">Why devices of the run failed.</param>
/// <param name="pausedCredentials">The names of the credentials that are paused now.</param>
/// <param name="request">What was asked for.</param>
internal sealed class NotTried(
    IReadOnlyList<FailureGroup> failures, IReadOnlyList<string> pausedCredentials, CollectRequest request)
{
    /// <summary>The groups of what was not tried.</summary>
    public IReadOnlyList<FailureGroup> Groups { get; } = [.. failures.Where(IsNotTried)];

    /// <summary>The groups of what was tried, and failed.</summary>
    public IReadOnlyList<FailureGroup> Others { get; } = [.. failures.Where(group => !IsNotTried(group))];

    /// <summary>A line for each reason.</summary>
    public Table Table()
    {
        var table = Tables.Create("NOT TRIED", ">DEVICES", ">OUTPUTS", "TO GO ON", "FOR EXAMPLE");
        foreach (var group in Groups)
        {
            table.Add(
                (group.Failure, Styles.Warning),
                (Figures.Count(group.Devices), null),
                (Figures.Count(group.Outputs), null),
                (Release(group) ?? (group.Failure == nameof(FailureClass.SiteUnavailable) ? "when the site is back" : ""), null),
                ($"{group.ExampleDevice}: {group.ExampleReason}", null));
        }

        return table;
    }

    /// <summary>One line of shell that lets go of everything that was not tried, and collects it.</summary>
    public string GoOn(string run) =>
        string.Join(" && ", Groups.Select(Release).OfType<string>().Append(request.FailedCommand(run)));

    private string? Release(FailureGroup group) => group.Failure switch
    {
        nameof(FailureClass.Quarantined) when group.Devices == 1 =>
            $"fleet release {CollectRequest.Quote(group.ExampleDevice)}{request.DataOption}",
        nameof(FailureClass.Quarantined) => $"fleet release --all{request.DataOption}",
        nameof(FailureClass.CredentialPaused) when pausedCredentials.Count > 0 =>
            string.Join(" && ", pausedCredentials.Select(name => CredentialGuard.ReleaseCommand(name) + request.DataOption)),
        _ => null,
    };

    private static bool IsNotTried(FailureGroup group) =>
        Enum.TryParse<FailureClass>(group.Failure, out var failure) && failure.IsNotTried;
}
