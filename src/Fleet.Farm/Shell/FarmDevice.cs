using Fleet.Farm.Content;
using Fleet.Farm.Fleets;
using Fleet.Farm.Server;

namespace Fleet.Farm.Shell;

/// <summary>Plays a simulated device on one connection: settings, login, command line and faults.</summary>
public static class FarmDevice
{
    /// <summary>What plays the device on one connection.</summary>
    public static IServedDevice Connect(SimulatedDevice device, IFarm farm) =>
        new DeviceConnection(device, farm, DeviceContent.Find, TimeProvider.System);
}
