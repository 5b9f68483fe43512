using System.Collections.Concurrent;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;

namespace Fleet.Collection;

/// <summary>
/// What the actors know of devices: inventory, platforms and secrets. Secrets stay here; no message carries them.
/// </summary>
public sealed class DeviceDirectory(DeviceInventory inventory, PlatformCatalog platforms, ISecretSource secrets)
{
    private readonly Dictionary<string, Device> _devices =
        inventory.Devices.ToDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, Login> _logins = new();

    /// <summary>A device by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Device this[string name] => _devices[name];

    /// <summary>What the inventory says of a site; <see langword="null"/> when nothing.</summary>
    public SiteSettings? Site(string name) => inventory.Sites.GetValueOrDefault(name);

    /// <summary>A credential's entry, without its secrets; <see langword="null"/> when there is none of that name.</summary>
    public Credential? Credential(string name) => inventory.Credentials.GetValueOrDefault(name);

    /// <summary>Whether there is a device of that name.</summary>
    public bool Contains(string name) => _devices.ContainsKey(name);

    /// <summary>Looks up the secrets of every credential that the named devices use, asking for those that are to be asked for.</summary>
    /// <returns>What cannot be had, a line for each credential.</returns>
    public IReadOnlyList<string> ResolveSecrets(IEnumerable<string> devices)
    {
        var errors = new List<string>();
        foreach (var credential in devices.Select(d => _devices[d].Credential).Distinct())
        {
            try
            {
                LoginOf(credential);
            }
            catch (SecretException e)
            {
                errors.Add(e.Message);
            }
        }

        return errors;
    }

    /// <summary>What a session with a device needs.</summary>
    /// <exception cref="SecretException">A secret cannot be had.</exception>
    public SessionRequest Request(string name, IReadOnlyList<string> commands, SessionLimits limits)
    {
        var device = _devices[name];
        return new SessionRequest(
            device, LoginOf(device.Credential), platforms.Platforms[device.Platform], commands, limits);
    }

    private Login LoginOf(string credential) =>
        _logins.GetOrAdd(credential, name => Login.Resolve(inventory.Credentials[name], secrets));
}
