using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Storage;

namespace Fleet.Farming;

/// <summary>What came of comparing a store with the record of a farm.</summary>
/// <param name="Checks">The checks.</param>
/// <param name="Json">The counts.</param>
internal sealed record FarmComparison(IReadOnlyList<VerifyCheckJson> Checks, FarmComparisonJson Json)
{
    /// <summary>Compares all sessions of a data folder.</summary>
    /// <exception cref="CommandException">No session was held with the farm of the record, or the journal is damaged.</exception>
    public static FarmComparison Of(DataFolder folder, FarmRecord record, string file)
    {
        var verification = new FarmVerification(record);
        try
        {
            foreach (var session in Composition.Sessions(folder))
            {
                verification.Add(session);
            }
        }
        catch (FormatException e)
        {
            throw new CommandException(
                $"{folder.Path} cannot be compared with {file}: {e.Message}; 'fleet verify' without --farm says more");
        }

        if (verification.Sessions == 0)
        {
            throw new CommandException(
                $"{folder.Path} has no session of the time of {file}, which begins at {Figures.Moment(record.FirstStart)}: "
                + "name the folder that the farm was collected into with --data");
        }

        return new FarmComparison(
            verification.ToChecks(),
            new FarmComparisonJson(
                verification.Sessions,
                verification.Earlier,
                verification.Equal,
                verification.Different,
                verification.NeverSent,
                verification.Missing,
                record.Stopped is not null));
    }

    /// <summary>Prints the counts.</summary>
    public void Print(Terminal terminal)
    {
        terminal.PrintLine();
        terminal.PrintLine($"The farm's record: {Figures.Count(Json.Sessions, "session")}; {Figures.Count(Json.Equal, "output")} equal, "
            + $"{Figures.Count(Json.Different)} different, {Figures.Count(Json.NeverSent)} never sent whole, "
            + $"{Figures.Count(Json.Missing)} missing"
            + (Json.EarlierSessions > 0 ? $"; {Figures.Count(Json.EarlierSessions, "session")} of before it not compared" : ""));
        if (!Json.RecordEnded)
        {
            terminal.PrintLine("The record has no end: the farm still runs, or was killed. What it did last may be missing.", Styles.Warning);
        }
    }
}

/// <summary>The counts of a comparison.</summary>
/// <param name="Sessions">Sessions compared.</param>
/// <param name="EarlierSessions">Sessions of before the record, not compared.</param>
/// <param name="Equal">Stored outputs that equal what was sent.</param>
/// <param name="Different">Stored outputs that differ from what was sent.</param>
/// <param name="NeverSent">Stored outputs that were not sent, or not whole.</param>
/// <param name="Missing">Outputs that were sent whole and are not stored.</param>
/// <param name="RecordEnded">Whether the farm was stopped in good order; otherwise what it did last may be missing.</param>
internal sealed record FarmComparisonJson(
    int Sessions, int EarlierSessions, long Equal, long Different, long NeverSent, long Missing, bool RecordEnded);
