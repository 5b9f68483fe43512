using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Fleet.LoadTests.Benchmarks.Inputs;
using Fleet.Ssh.HostKeys;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Renci.SshNet.Security;

namespace Fleet.LoadTests.Benchmarks;

/// <summary>The client's cryptography, as far as SSH.NET's can be called by itself.</summary>
[BenchmarkCategory("1 key exchange and cipher")]
public class CryptographyBenchmarks
{
    private const int TagBytes = 16;

    private readonly SecureRandom _random = new();
    private readonly byte[] _peerValue = new byte[X25519PublicKeyParameters.KeySize];
    private readonly byte[] _secret = new byte[X25519PublicKeyParameters.KeySize];
    private readonly ECDiffieHellman _peer = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _exchangeHash = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
    private readonly AesGcm _cipher = new(RandomNumberGenerator.GetBytes(16), TagBytes);
    private readonly byte[] _nonce = new byte[12];
    private readonly byte[] _plain = new byte[64 << 10];
    private readonly byte[] _tag = new byte[TagBytes];
    private int[] _lengths = [];
    private byte[] _hostKey = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public void SetUp()
    {
        new X25519PrivateKeyParameters(_random).GeneratePublicKey().Encode(_peerValue, 0);
        using var hostKey = HostKey.FromSeed(HostKeyType.Ed25519, [1]);
        _hostKey = hostKey.PublicBlob.ToArray();
        _signature = hostKey.Sign("ssh-ed25519", _exchangeHash);
        _lengths = [.. SampleSession.Of(0).Received(32 << 10).SelectMany(a => a).Select(p => p.Length)];
    }

    [Benchmark(Description = "curve25519 key exchange")]
    public byte[] Curve25519()
    {
        var generator = new X25519KeyPairGenerator();
        generator.Init(new X25519KeyGenerationParameters(_random));
        var pair = generator.GenerateKeyPair();
        _ = ((X25519PublicKeyParameters)pair.Public).GetEncoded();
        var agreement = new X25519Agreement();
        agreement.Init(pair.Private);
        agreement.CalculateAgreement(new X25519PublicKeyParameters(_peerValue), _secret, 0);
        return _secret;
    }

    [Benchmark(Description = "nistp256 key exchange instead")]
    public byte[] NistP256()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var peer = ECDiffieHellman.Create(_peer.ExportParameters(includePrivateParameters: false));
        return own.DeriveKeyFromHash(peer.PublicKey, HashAlgorithmName.SHA256);
    }

    [Benchmark(Description = "ed25519 host key's signature")]
    public bool Ed25519()
    {
        var shown = new KeyHostAlgorithm("ssh-ed25519", new ED25519Key(new SshKeyData(_hostKey)));
        return shown.VerifySignature(_exchangeHash, _signature) ? true : throw new CryptographicException("the signature is good");
    }

    [Benchmark(Description = "AES-GCM of 75 kB")]
    public void AesOfOutputs()
    {
        foreach (var length in _lengths)
        {
            _cipher.Encrypt(_nonce, _plain.AsSpan(0, length), _plain.AsSpan(0, length), _tag);
        }
    }
}
