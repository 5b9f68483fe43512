using System.Globalization;
using Xunit;

namespace Fleet.Lab;

/// <summary>
/// The real servers that <c>tests/run</c> starts on loopback. A test that asks for one that is not there is skipped
/// with the reason; under <c>CI=true</c> it fails, so that nothing is left untested unnoticed.
/// </summary>
public static class TestLab
{
    /// <summary>A user whose shell is bash.</summary>
    public static LabUser Bash => new("fleetlab");

    /// <summary>A user whose shell is dash.</summary>
    public static LabUser Dash => new("fleetsh");

    /// <summary>A user whose shell is FRR's <c>vtysh</c>.</summary>
    public static LabUser Frr => new("fleetfrr");

    /// <summary>The key files that let all of the lab's users in, and some that do not.</summary>
    public static LabKeys Keys => new(Folder);

    /// <summary>OpenSSH without PAM: the methods <c>publickey</c> and <c>password</c>.</summary>
    public static LabServer RequireOpenSsh() => Require("OPENSSH", Hosts, "sshd/log");

    /// <summary>OpenSSH with PAM: the methods <c>publickey</c> and <c>keyboard-interactive</c>.</summary>
    public static LabServer RequireOpenSshWithPam() => Require("OPENSSH_PAM", Hosts, "sshd-pam/log");

    /// <summary>Dropbear: the methods <c>publickey</c> and <c>password</c>.</summary>
    public static LabServer RequireDropbear() => Require("DROPBEAR", Hosts[..1], "dropbear/log");

    /// <summary>FRR, for which <see cref="Frr"/> logs in to OpenSSH.</summary>
    public static LabRouter RequireFrr() => new(Require("FRR", "PATHSPACE"), RequireOpenSsh());

    internal static string Folder => Require("DIR");

    private static string[] Hosts => [.. Enumerable.Range(1, 16).Select(i => $"127.0.0.{i}")];

    private static LabServer Require(string part, IReadOnlyList<string> hosts, string log) =>
        new(hosts, int.Parse(Require(part, "PORT"), CultureInfo.InvariantCulture), Path.Combine(Folder, log));

    private static string Require(string part, string? fact = null)
    {
        var variable = fact is null ? $"FLEET_LAB_{part}" : $"FLEET_LAB_{part}_{fact}";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            return value;
        var missing = Environment.GetEnvironmentVariable($"FLEET_LAB_{part}_MISSING");
        var reason = missing ?? $"{variable} is not set: run the tests by tests/run, which starts the lab";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }
}
