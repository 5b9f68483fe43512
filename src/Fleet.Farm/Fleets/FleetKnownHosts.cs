using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Fleets;

/// <summary>Writes the host keys of a simulated fleet in OpenSSH's known_hosts format.</summary>
public static class FleetKnownHosts
{
    /// <summary>Devices whose keys are made before they are written.</summary>
    private const int AtOnce = 1024;

    /// <summary>
    /// Writes a line for each device with the key that it should show: devices with
    /// <see cref="Faults.FaultKind.HostKeyChanged"/> show another one.
    /// </summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="port">The farm's port.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(SimulatedFleet fleet, int port, TextWriter writer)
    {
        foreach (var devices in Enumerable.Range(0, fleet.Count).Chunk(AtOnce))
        {
            // An RSA key takes its time to be found.
            foreach (var line in devices.AsParallel().AsOrdered().Select(i => Line(fleet[i], port)))
            {
                writer.Write(line);
            }
        }
    }

    private static string Line(SimulatedDevice device, int port)
    {
        using var key = HostKeyRing.Make(device, HostKeyRing.PublishedType(device), isAnother: false);
        var name = key.Type == HostKeyType.Ed25519 ? "ssh-ed25519" : "ssh-rsa";
        return $"[{device.Address}]:{FarmPorts.Of(device, port)} {name} {Convert.ToBase64String(key.PublicBlob.Span)}\n";
    }
}
