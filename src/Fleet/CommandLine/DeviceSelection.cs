using Fleet.Formatting;
using Fleet.Inventory;

namespace Fleet.CommandLine;

/// <summary>A filter of devices: it passes those of which some value matches some pattern.</summary>
/// <param name="Option">The option that the filter was given by.</param>
/// <param name="Patterns">The patterns; without any, every device passes.</param>
/// <param name="Values">What of a device is compared.</param>
internal sealed record DeviceFilter(
    string Option, IReadOnlyList<string> Patterns, Func<Device, IReadOnlyList<string>> Values)
{
    public bool Passes(Device device) =>
        Patterns.Count == 0 || Values(device).Any(value => Patterns.Any(p => Glob.IsMatch(p, value)));
}

/// <summary>The devices that pass every filter, at most so many.</summary>
internal sealed record DeviceSelection(IReadOnlyList<DeviceFilter> Filters, int? Limit = null)
{
    /// <summary>Whether anything narrows the selection.</summary>
    public bool IsNarrowed => Limit is not null || Filters.Any(f => f.Patterns.Count > 0);

    /// <summary>The selected devices, in the order of the inventory.</summary>
    /// <exception cref="CommandException">None is selected, or a pattern matches nothing: a typing error, most likely.</exception>
    public IReadOnlyList<Device> Of(IReadOnlyList<Device> devices)
    {
        foreach (var filter in Filters)
        {
            foreach (var pattern in filter.Patterns)
            {
                var values = devices.SelectMany(filter.Values);
                if (!values.Any(v => Glob.IsMatch(pattern, v)))
                {
                    throw new CommandException($"{filter.Option} '{pattern}' matches none of the "
                        + $"{Figures.Count(devices.Count, "device")}{Spelling.DidYouMean(pattern, values)}");
                }
            }
        }

        var selected = devices.Where(d => Filters.All(f => f.Passes(d))).Take(Limit ?? int.MaxValue).ToList();
        if (selected.Count == 0 && devices.Count > 0)
        {
            var given = Filters.Where(f => f.Patterns.Count > 0).Select(f => f.Option);
            throw new CommandException($"no device passes all of {string.Join(", ", given)}");
        }

        return selected;
    }
}
