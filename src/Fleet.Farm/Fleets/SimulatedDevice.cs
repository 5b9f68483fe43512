using System.Net;
using Fleet.Farm.Faults;
using Fleet.Farm.Server;

namespace Fleet.Farm.Fleets;

/// <summary>One device of a simulated fleet. Everything about it follows from the profile, the seed and its index.</summary>
public sealed record SimulatedDevice
{
    /// <summary>0-based.</summary>
    public required int Index { get; init; }

    /// <summary>Its unique name, which is its host name, too, such as <c>ams3-r17</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The site that it stands at.</summary>
    public required string Site { get; init; }

    /// <summary>The platform, by the name that platform definitions use, such as <c>cisco_iosxe</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The address it answers at, in 127.0.0.0/8.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>What its pseudo-random choices grow from: a hash of the fleet's seed and the index.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Who may log in.</summary>
    public required FarmCredential Credential { get; init; }

    /// <summary>Distance and bandwidth of its site.</summary>
    public required NetworkPath Path { get; init; }

    /// <summary>Whether it speaks the SSH of the 2000s.</summary>
    public required bool IsLegacy { get; init; }

    /// <summary>How large its outputs are, and how often they change.</summary>
    public required OutputShape Outputs { get; init; }

    /// <summary>What is wrong with it, and when.</summary>
    public IReadOnlyList<PlannedFault> Faults { get; init; } = [];

    /// <summary>The commands that the inventory asks of it.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}

/// <summary>Who may log in to a simulated device. These are no secrets: they are printed in the farm's inventory.</summary>
/// <param name="Name">The credential's name in the inventory.</param>
/// <param name="Username">The user.</param>
/// <param name="Password">The password.</param>
/// <param name="Enable">The enable secret; empty: the user is privileged from the start.</param>
public sealed record FarmCredential(string Name, string Username, string Password, string Enable);

/// <summary>How large outputs are, and how often they change.</summary>
/// <param name="Median">The median size of outputs that have rows (interfaces, routes, log...), in bytes, 200 to 200,000.</param>
/// <param name="Spread">Standard deviation of the logarithm of the size; 0: all near the median.</param>
/// <param name="Largest">Bound of the size, in bytes, up to 200,000; <c>show tech-support</c> is beyond it.</param>
/// <param name="Changing">Share of outputs that change from one epoch to the next, 0 to 1.</param>
public sealed record OutputShape(int Median, double Spread, int Largest, double Changing);
