using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Inventory;
using Fleet.Storage.ReadSide;

namespace Fleet.Collecting;

/// <summary>What a new run is to collect.</summary>
internal static class CollectPlan
{
    /// <summary>The selected devices with their commands.</summary>
    /// <exception cref="CommandException">Nothing is selected, or a device has no commands.</exception>
    public static IReadOnlyList<PlannedDevice> Create(DeviceInventory inventory, CollectRequest request)
    {
        var devices = request.Selection.Of(inventory.Devices);
        if (devices.Count == 0)
        {
            throw new CommandException($"{request.Source} has no devices");
        }

        var plan = devices
            .Select(d => new PlannedDevice(d.Name, request.Commands.Count > 0 ? request.Commands : d.Commands))
            .ToList();
        var idle = plan.Where(d => d.Commands.Count == 0).Select(d => d.Device).ToList();
        return idle.Count == 0
            ? plan
            : throw new CommandException(
                $"{Figures.Count(idle.Count, "device")} without commands, {idle[0]} among them: give them 'commands' in "
                + $"{request.Source}, themselves, in a group or in the defaults, or use --command");
    }

    /// <summary>What failed in a run or was not tried there, as far as its devices are still given and selected.</summary>
    /// <exception cref="CommandException">Nothing failed, or nothing of it is selected.</exception>
    public static IReadOnlyList<PlannedDevice> OfFailed(
        RunRow run, ReadTables tables, DeviceInventory inventory, CollectRequest request, Action<string> warn)
    {
        var failed = tables.Outcomes(run.Id)
            .Where(o => o.Failure is not null)
            .GroupBy(o => o.Device, o => o.Command, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(d => d.Key, d => d.ToList(), StringComparer.OrdinalIgnoreCase);
        if (failed.Count == 0)
        {
            throw new CommandException($"nothing failed in run {run.Id}"
                + (run.Cancelled + run.Pending > 0 ? $"; what is missing is collected with --resume {run.Id}" : ""));
        }

        var plan = request.Selection.Of(inventory.Devices)
            .Where(d => failed.ContainsKey(d.Name))
            .Select(d => new PlannedDevice(d.Name, failed[d.Name]))
            .ToList();
        var known = inventory.Devices.Select(d => d.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = failed.Keys.Where(device => !known.Contains(device)).ToList();
        if (plan.Count == 0)
        {
            throw new CommandException($"none of the {Figures.Count(failed.Count, "device")} that failed in run {run.Id} is "
                + $"selected from {request.Source}");
        }

        if (gone.Count > 0)
        {
            warn($"{Figures.Count(gone.Count, "device")} that failed in run {run.Id}, {gone[0]} among them, left out: not in {request.Source}");
        }

        return plan;
    }
}
