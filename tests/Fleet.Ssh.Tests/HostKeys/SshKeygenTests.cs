using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.Wire;
using static Fleet.Ssh.Tests.Wire.Layout;

namespace Fleet.Ssh.Tests.HostKeys;

/// <summary>Keys and signatures against OpenSSH's own tool, in both directions.</summary>
public sealed class SshKeygenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-keys-").FullName;

    public static TheoryData<HostKeyType, string, string> Keys => new()
    {
        { HostKeyType.Ed25519, "ssh-ed25519", "ED25519" },
        { HostKeyType.EcdsaP256, "ecdsa-sha2-nistp256", "ECDSA" },
        { HostKeyType.Rsa2048, "rsa-sha2-512", "RSA" },
        { HostKeyType.Rsa2048, "rsa-sha2-256", "RSA" },
        { HostKeyType.Rsa1024, "rsa-sha2-512", "RSA" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_reads_our_public_keys(HostKeyType type, string algorithm, string shownType)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        Assert.Contains(algorithm, key.Algorithms);
        int bits = type switch { HostKeyType.Rsa2048 => 2048, HostKeyType.Rsa1024 => 1024, _ => 256 };
        string fingerprint = Convert.ToBase64String(SHA256.HashData(key.PublicBlob.Span)).TrimEnd('=');
        string file = Save("key.pub", PublicLine(key));

        var (exitCode, output) = Keygen("", "-l", "-f", file);

        Assert.Equal($"{bits} SHA256:{fingerprint} no comment ({shownType})", output.Trim());
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_verifies_our_signatures(HostKeyType type, string algorithm, string shownType)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        string allowed = Save("allowed", $"someone {PublicLine(key)}");
        // OpenSSH PROTOCOL.sshsig.
        byte[] signed = SignedData("message");
        byte[] file = [.. "SSHSIG"u8, .. Of(1u, key.PublicBlob.ToArray(), "test", "", "sha512", key.Sign(algorithm, signed))];
        string armored = $"-----BEGIN SSH SIGNATURE-----\n{Convert.ToBase64String(file)}\n-----END SSH SIGNATURE-----\n";
        string signature = Save("signature", armored);

        string[] verify = ["-Y", "verify", "-f", allowed, "-I", "someone", "-n", "test", "-s", signature];
        var (exitCode, output) = Keygen("message", verify);
        var (wrongExitCode, _) = Keygen("another message", verify);

        Assert.Contains($"Good \"test\" signature for someone with {shownType} key", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.NotEqual(0, wrongExitCode);
    }

    [Theory]
    [InlineData("ed25519", 256, "ssh-ed25519")]
    [InlineData("ecdsa", 256, "ecdsa-sha2-nistp256")]
    [InlineData("rsa", 2048, "rsa-sha2-512")]
    public void We_verify_its_signatures(string type, int bits, string algorithm)
    {
        string file = Path.Combine(_folder, "key");
        Assert.Equal(0, Keygen("", "-q", "-t", type, "-b", $"{bits}", "-N", "", "-f", file).ExitCode);
        var key = PublicKey.Read(Convert.FromBase64String(File.ReadAllText($"{file}.pub").Split(' ')[1]));
        string message = Save("message", "message");
        Assert.Equal(0, Keygen("", "-Y", "sign", "-n", "test", "-f", file, message).ExitCode);
        string base64 = string.Concat(File.ReadAllLines($"{message}.sig").Where(line => !line.StartsWith('-')));
        var reader = new SshReader(Convert.FromBase64String(base64));
        reader.ReadBytes("SSHSIG".Length);
        reader.ReadUInt32();
        for (int i = 0; i < 4; i++)
            reader.ReadString();
        var signature = reader.ReadString();

        Assert.True(key.Verify(algorithm, SignedData("message"), signature));
        Assert.False(key.Verify(algorithm, SignedData("another message"), signature));
    }

    private static byte[] SignedData(string message) =>
        [.. "SSHSIG"u8, .. Of("test", "", "sha512", SHA512.HashData(Encoding.UTF8.GetBytes(message)))];

    private static string PublicLine(HostKey key)
    {
        var reader = new SshReader(key.PublicBlob.Span);
        return $"{reader.ReadName()} {Convert.ToBase64String(key.PublicBlob.Span)}\n";
    }

    private string Save(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int ExitCode, string Output) Keygen(string input, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("ssh-keygen", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("ssh-keygen is not installed.");
            throw;
        }

        using (process)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
    }
}
