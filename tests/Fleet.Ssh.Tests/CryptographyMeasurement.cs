using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Packets;
using Fleet.Ssh.Tests.Packets;

namespace Fleet.Ssh.Tests;

/// <summary>
/// What the parts of a session cost, in microseconds and bytes allocated. Run alone:
/// <c>dotnet run -c Release --project tests/Fleet.Ssh.Tests -- -explicit only -diagnostics</c>.
/// </summary>
public sealed class CryptographyMeasurement
{
    [Theory(Explicit = true)]
    [InlineData("curve25519-sha256")]
    [InlineData("ecdh-sha2-nistp256")]
    [InlineData("diffie-hellman-group14-sha256")]
    [InlineData("diffie-hellman-group1-sha1")]
    public void A_key_exchange_costs(string method)
    {
        using var peer = KeyAgreement.Start(method);
        byte[] peerValue = peer.PublicValue.ToArray();
        Measure($"{method}, one side", () =>
        {
            using var agreement = KeyAgreement.Start(method);
            agreement.Agree(peerValue);
        });
    }

    [Theory(Explicit = true)]
    [InlineData(HostKeyType.Ed25519)]
    [InlineData(HostKeyType.EcdsaP256)]
    [InlineData(HostKeyType.Rsa1024)]
    [InlineData(HostKeyType.Rsa2048)]
    public void A_host_key_costs(HostKeyType type)
    {
        byte seed = 0;
        Measure($"{type} from a seed", () => HostKey.FromSeed(type, [seed++]).Dispose());

        using var key = HostKey.FromSeed(type, [1]);
        byte[] data = new byte[32];
        Measure($"{type} signature", () => key.Sign(key.Algorithms[0], data));

        var publicKey = PublicKey.Read(key.PublicBlob.Span);
        byte[] signature = key.Sign(key.Algorithms[0], data);
        Measure($"{type} verification", () => Assert.True(publicKey.Verify(key.Algorithms[0], data, signature)));
    }

    [Theory(Explicit = true)]
    [InlineData("aes128-gcm@openssh.com", "")]
    [InlineData("aes256-gcm@openssh.com", "")]
    [InlineData("aes128-ctr", "hmac-sha2-256-etm@openssh.com")]
    [InlineData("aes128-ctr", "hmac-sha2-256")]
    [InlineData("aes128-cbc", "hmac-sha1")]
    [InlineData("3des-cbc", "hmac-sha1")]
    public void Packets_cost(string cipher, string mac)
    {
        Measure($"{cipher} {mac}, keys of both directions", () => PacketPair.Of(cipher, mac).Dispose());
        foreach (int size in new[] { 50, 5_000 })
        {
            using var pair = PacketPair.Of(cipher, mac);
            byte[] payload = new byte[size];
            var output = new ArrayBufferWriter<byte>(2 * size + 100);
            Measure($"{cipher} {mac}, encode {size} bytes", () =>
            {
                output.ResetWrittenCount();
                pair.Encoder.Encode(payload, output);
            });

            using var other = PacketPair.Of(cipher, mac);
            Measure($"{cipher} {mac}, encode and decode {size} bytes", () =>
            {
                output.ResetWrittenCount();
                other.Encoder.Encode(payload, output);
                MemoryMarshal.TryGetArray(output.WrittenMemory, out var bytes);
                other.Decoder.TryDecode(bytes, out _);
            });
        }
    }

    /// <summary>
    /// Warms up until the code is compiled for good, and counts the fastest of ten batches, which other work on the machine
    /// disturbed least.
    /// </summary>
    private static void Measure(string what, Action action)
    {
        int batch = Math.Max(1, RunFor(TimeSpan.FromMilliseconds(400), action) / 8);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        double microseconds = double.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            for (int j = 0; j < batch; j++)
                action();
            microseconds = Math.Min(microseconds, watch.Elapsed.TotalMicroseconds / batch);
        }

        double allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / (10 * batch);
        TestContext.Current.SendDiagnosticMessage("{0}: {1:0.00} us, {2:0} bytes", what, microseconds, allocated);
        Assert.True(microseconds > 0);
    }

    private static int RunFor(TimeSpan time, Action action)
    {
        int runs = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; runs++)
            action();
        return runs;
    }
}
