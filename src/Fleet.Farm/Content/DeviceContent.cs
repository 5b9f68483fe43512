using System.Collections.Frozen;
using Fleet.Farm.Content.Arista;
using Fleet.Farm.Content.Cisco.IosXe;
using Fleet.Farm.Content.Cisco.IosXr;
using Fleet.Farm.Content.Cisco.NxOs;
using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;
using Fleet.Farm.Content.Juniper;
using Fleet.Farm.Content.Linux;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Content;

/// <summary>What a device knows to print: the commands of its platform and their outputs.</summary>
public static class DeviceContent
{
    private static readonly FrozenDictionary<string, CommandTable> Tables = new Dictionary<string, CommandTable>
    {
        ["cisco_iosxe"] = IosXeCommands.Table,
        ["cisco_nxos"] = NxOsCommands.Table,
        ["cisco_iosxr"] = IosXrCommands.Table,
        ["arista_eos"] = EosCommands.Table,
        ["juniper_junos"] = JunosCommands.Table,
        ["linux"] = LinuxCommands.Table,
    }.ToFrozenDictionary();

    /// <summary>The platforms that devices can have.</summary>
    public static IReadOnlyList<string> Platforms => Tables.Keys;

    /// <summary>Looks a command up as the platform's parser does: words may be shortened while they are unambiguous.</summary>
    /// <exception cref="ArgumentException">There is no such platform.</exception>
    public static CommandMatch Find(string platform, string command) => Table(platform).Find(command);

    /// <summary>The commands that an inventory asks of a device of the platform, 15 of them.</summary>
    /// <exception cref="ArgumentException">There is no such platform.</exception>
    public static IReadOnlyList<string> UsualCommands(string platform) => Table(platform).UsualNames;

    internal static CommandTable Table(string platform) => Tables.TryGetValue(platform, out CommandTable? table)
        ? table
        : throw new ArgumentException($"Platform '{platform}' is not simulated. There are: {string.Join(", ", Tables.Keys)}.");

    internal static CommandTable Table(PortStyle style) => Tables.Values.First(t => t.Style == style);
}

/// <summary>How a command was understood.</summary>
public abstract record CommandMatch
{
    private CommandMatch()
    {
    }

    /// <summary>A command that prints something.</summary>
    public sealed record Found(ICommandContent Content) : CommandMatch;

    /// <summary>A word could be several.</summary>
    public sealed record Ambiguous : CommandMatch;

    /// <summary>More words are needed.</summary>
    public sealed record Incomplete : CommandMatch;

    /// <summary>There is no such command.</summary>
    /// <param name="Offset">Index of the first character that was not understood.</param>
    public sealed record Invalid(int Offset) : CommandMatch;
}

/// <summary>The output of a command, a pure function of the context.</summary>
public interface ICommandContent
{
    /// <summary>The command in full, such as <c>show version</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The output in parts, to be written one after the other, so that 20 MB need not be held at once. Each ends in a
    /// line end; lines end in LF; all is ASCII.
    /// </summary>
    IEnumerable<OutputPart> Parts(OutputContext context);
}

/// <summary>Writes a part of an output.</summary>
public delegate void OutputPart(TextBuffer text);

/// <summary>What an output depends on.</summary>
/// <param name="Device">The device.</param>
/// <param name="Command">The command as it was understood, in full and with its arguments.</param>
/// <param name="Epoch">The fleet's epoch, 0 and up: outputs change from one to the next.</param>
/// <param name="Boots">How often the device has rebooted since the farm started.</param>
public sealed record OutputContext(SimulatedDevice Device, string Command, int Epoch, int Boots = 0);
