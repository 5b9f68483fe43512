using System.Diagnostics;

namespace Fleet.Lab;

/// <summary>The lab's FRR, with some hundred routes, two BGP neighbours that never come up, and OSPF.</summary>
/// <param name="Pathspace">The name that sets its daemons apart from others on the machine.</param>
/// <param name="Server">The SSH server by which <see cref="TestLab.Frr"/> logs in to <c>vtysh</c>.</param>
public sealed record LabRouter(string Pathspace, LabServer Server)
{
    /// <summary>The output of a command, run locally by <c>vtysh -c</c>: the bytes that a collection is to yield.</summary>
    public byte[] Run(string command)
    {
        var start = new ProcessStartInfo("vtysh", ["-N", Pathspace, "-c", command])
        {
            RedirectStandardOutput = true,
        };
        using var vtysh = Process.Start(start)!;
        using var output = new MemoryStream();
        vtysh.StandardOutput.BaseStream.CopyTo(output);
        vtysh.WaitForExit();
        return vtysh.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"vtysh -c '{command}' ended with {vtysh.ExitCode}.");
    }
}
