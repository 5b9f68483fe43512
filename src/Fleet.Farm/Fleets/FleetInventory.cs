using System.Globalization;
using Fleet.Farm.Content;

namespace Fleet.Farm.Fleets;

/// <summary>Writes the inventory of a simulated fleet, complete in itself: credentials, groups by platform, devices.</summary>
public static class FleetInventory
{
    /// <summary>Writes the inventory as YAML.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="port">The farm's port.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(SimulatedFleet fleet, int port, TextWriter writer)
    {
        var profile = fleet.Profile;
        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # The {fleet.Count:N0} simulated devices of the profile {profile.Name}, seed {profile.Seed}, on port {port}.
            # The passwords are those of simulated devices, and no secrets.
            allowPlainSecrets: true
            defaults:
              port: {port}
            credentials:

            """));
        foreach (var credential in profile.Credentials.Select(rule => rule.Credential))
        {
            var enable = credential.Enable.Length > 0 ? $", secrets: {{ enable: {Quote(credential.Enable)} }}" : "";
            writer.Write($"  {Quote(credential.Name)}: {{ username: {Quote(credential.Username)}, ");
            writer.Write($"password: {Quote(credential.Password)}{enable} }}\n");
        }

        writer.Write("groups:\n");
        foreach (var share in profile.Platforms)
        {
            writer.Write($"  {share.Platform}:\n    platform: {share.Platform}\n    commands:\n");
            foreach (var command in DeviceContent.UsualCommands(share.Platform))
            {
                writer.Write($"      - {Quote(command)}\n");
            }
        }

        writer.Write("devices:\n");
        for (var i = 0; i < fleet.Count; i++)
        {
            WriteDevice(fleet[i], port, writer);
        }
    }

    private static void WriteDevice(SimulatedDevice device, int port, TextWriter writer)
    {
        writer.Write($"  - {{ name: {device.Name}, host: {device.Address}, ");
        if (FarmPorts.Of(device, port) is var own && own != port)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"port: {own}, "));
        }

        writer.Write($"site: {device.Site}, group: {device.Platform}, credential: {Quote(device.Credential.Name)} }}\n");
    }

    /// <summary>A text as YAML takes it in any place: in single quotes unless it is a plain word or words.</summary>
    private static string Quote(string text) =>
        char.IsAsciiLetter(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && !text.Equals("null", StringComparison.OrdinalIgnoreCase)
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '/' or '.')
            ? text
            : $"'{text.Replace("'", "''")}'";
}
