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
}
