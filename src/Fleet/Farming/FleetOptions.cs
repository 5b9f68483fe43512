using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Farm;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farming;

/// <summary>The argument and options that say which simulated fleet is meant; the commands of <c>fleet farm</c> share them.</summary>
internal sealed class FleetOptions
{
    private readonly Argument<string> _profile = new("PROFILE")
    {
        HelpName = "PROFILE",
        Description = $"The name of a built-in profile ({string.Join(", ", BuiltInProfiles.Names)}) or a file (YAML)",
    };

    private readonly Option<int?> _devices = CommonOptions.Number(
        "--devices", "How many devices, instead of the profile's number", "number of devices", FarmProfile.MostDevices);

    private readonly Option<int?> _seed = CommonOptions.Number(
        "--seed", "What every pseudo-random choice grows from, instead of the profile's", "seed", least: 0);

    private readonly Option<int?> _port;

    private readonly Option<int?> _epoch = CommonOptions.Number(
        "--epoch", "The epoch: outputs change from one to the next, an inventory does not; default: 0", "epoch", least: 0);

    /// <param name="takesFreePort">Whether the port may be 0, for one that is free.</param>
    public FleetOptions(bool takesFreePort = false)
    {
        _port = CommonOptions.Number(
            "--port",
            $"The port of the devices; default: {FarmPorts.Default}{(takesFreePort ? ", 0 takes a free one" : "")}. "
                + "The two above it are used for devices that refuse or lose connections",
            "port",
            FarmPorts.Highest,
            least: takesFreePort ? 0 : 1);
        _profile.CompletionSources.Add([.. BuiltInProfiles.Names]);
        _port.HelpName = "PORT";
    }

    /// <summary>Adds everything to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_profile);
        command.Add(_devices);
        command.Add(_seed);
        command.Add(_port);
        command.Add(_epoch);
    }

    /// <summary>The fleet that is meant.</summary>
    /// <exception cref="CommandException">The profile has errors.</exception>
    public SimulatedFleet Fleet(ParseResult arguments) =>
        Load(arguments.GetValue(_profile)!, new ProfileChanges(arguments.GetValue(_devices), arguments.GetValue(_seed)));

    /// <summary>The port.</summary>
    public int Port(ParseResult arguments) => arguments.GetValue(_port) ?? FarmPorts.Default;

    /// <summary>The epoch.</summary>
    public int Epoch(ParseResult arguments) => arguments.GetValue(_epoch) ?? 0;

    /// <summary>The fleet of a profile.</summary>
    /// <exception cref="CommandException">The profile has errors.</exception>
    public static SimulatedFleet Load(string profile, ProfileChanges changes)
    {
        var result = ProfileFile.Load(profile, changes);
        return new SimulatedFleet(result.Profile ?? throw new CommandException(result.Errors));
    }
}
