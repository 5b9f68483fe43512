using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Formatting;

/// <summary>The failures of a run, grouped by class, each with an example.</summary>
internal static class FailureTable
{
    public static Table Create(IReadOnlyList<FailureGroup> failures)
    {
        var table = Tables.Create("FAILURE", ">DEVICES", ">OUTPUTS", "FOR EXAMPLE");
        foreach (var group in failures)
        {
            table.Add(
                (group.Failure, Styles.Bad),
                (Figures.Count(group.Devices), null),
                (Figures.Count(group.Outputs), null),
                (group.ExampleReason is null ? group.ExampleDevice : $"{group.ExampleDevice}: {group.ExampleReason}", null));
        }

        return table;
    }
}
