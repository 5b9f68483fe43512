using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Storage.ReadSide;

namespace Fleet.Reading;

/// <summary>Finds the two versions of an output that are to be compared.</summary>
internal sealed class VersionFinder(StoreReader store, string device, string command)
{
    /// <summary>The new version: the named one, or the latest.</summary>
    public OutputVersion To(string? named) =>
        named is not null
            ? Named("--to", named)
            : store.Tables.FindOutput(device, command) ?? throw new CommandException($"{device} has no output of '{command}'");

    /// <summary>The old version: the named one, or the one that the new version replaced.</summary>
    public OutputVersion From(string? named, OutputVersion to)
    {
        if (named is not null)
        {
            return Named("--from", named);
        }

        // The entry of a version is where it was first seen; what was before that differed.
        var versions = store.Tables.Versions(device, command);
        var current = versions.ToList().FindLastIndex(v => v.At <= to.At);
        return current >= 1
            ? versions[current - 1]
            : throw new CommandException($"{device} '{command}' has no version before that of {Figures.Moment(to.At)}: "
                + "there is nothing to compare it with");
    }

    private OutputVersion Named(string option, string name)
    {
        if (Moments.TryParse(name, DateTimeOffset.Now, out var moment))
        {
            return store.Tables.FindOutput(device, command, at: moment)
                ?? throw new CommandException($"{option}: {device} has no output of '{command}' as old as {Figures.Moment(moment)}");
        }

        if (store.Tables.FindRun(name) is not { } run)
        {
            throw new CommandException($"{option} '{name}' is neither a run nor a time; expected one that 'fleet runs' lists, "
                + $"or {Moments.Expected}");
        }

        return store.Tables.FindOutput(device, command, run.Id)
            ?? throw new CommandException($"{option}: run {run.Id} has no output of '{command}' of {device}");
    }
}
