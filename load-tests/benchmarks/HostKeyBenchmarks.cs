using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>What <c>known_hosts</c> costs, with a line for each of 28,000 devices.</summary>
[BenchmarkCategory("2 host key")]
public class HostKeyBenchmarks
{
    private (string Host, byte[] Blob)[] _devices = [];
    private TemporaryFolder _folder = null!;
    private HostKeyVerifier _plain = null!;
    private HostKeyVerifier _hashed = null!;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        using (var writer = new StreamWriter(_folder.PathOf("plain")))
        {
            SampleSession.WriteKnownHosts(writer);
        }

        var lines = File.ReadAllLines(_folder.PathOf("plain")).Select(line => line.Split(' ')).ToArray();
        _devices = [.. lines.Select(line => (HostOf(line[0]), Convert.FromBase64String(line[2])))];
        File.WriteAllLines(_folder.PathOf("hashed"), lines.Select(line => $"{Hashed(line[0])} {line[1]} {line[2]}"));
        _plain = Verifier("plain");
        _hashed = Verifier("hashed");
        LookUp(_plain, _devices[0]);
        LookUp(_hashed, _devices[0]);
    }

    [GlobalCleanup]
    public void CleanUp() => _folder.Dispose();

    [Benchmark(Description = "the lines of a known_hosts file", OperationsPerInvoke = SampleSession.Devices)]
    public void Reading() => LookUp(Verifier("plain"), _devices[0]);

    [Benchmark(Description = "the look-ups of a host")]
    public void PlainNames() => LookUp(_plain, _devices[_next++ % _devices.Length]);

    /// <summary>Of a host that is not in the file, so that no line is found and left out of the next look-up.</summary>
    [Benchmark(Description = "the look-up of a host that is new, names hashed")]
    public void HashedNames() => _hashed.KnownTypes((_next++).ToString(CultureInfo.InvariantCulture), SampleSession.Port);

    /// <summary>As a session does: before the key exchange for the types of its keys, and when it has shown its key.</summary>
    private static void LookUp(HostKeyVerifier verifier, (string Host, byte[] Blob) device)
    {
        if (verifier.KnownTypes(device.Host, SampleSession.Port).Count == 0
            || verifier.Refuse(device.Host, SampleSession.Port, device.Blob) is not null)
        {
            throw new InvalidOperationException($"{device.Host} is not known");
        }
    }

    private HostKeyVerifier Verifier(string file) => new(new SshTransportOptions
    {
        HostKeys = HostKeyPolicy.Strict,
        KnownHostsFile = _folder.PathOf(file),
        UserKnownHostsFile = _folder.PathOf("missing"),
    });

    private static string HostOf(string field) => field[1..field.IndexOf(']', StringComparison.Ordinal)];

    private static string Hashed(string name)
    {
        var salt = RandomNumberGenerator.GetBytes(HMACSHA1.HashSizeInBytes);
#pragma warning disable CA5350 // The format's own choice.
        var hash = HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
        return $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(hash)}";
    }
}
