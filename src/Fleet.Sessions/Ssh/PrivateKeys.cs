using System.Collections.Concurrent;
using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// Reads private key files, each once while it does not change: a passphrase costs about a tenth of a second of CPU,
/// by design, which is more than a whole session.
/// </summary>
internal sealed class PrivateKeys
{
    private readonly ConcurrentDictionary<(string Path, string? Passphrase), CachedKey> _cache = new();
    private readonly Lock _reading = new();

    /// <exception cref="SessionException">The file cannot be read or decrypted.</exception>
    public IPrivateKeySource Load(string path, string? passphrase)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw Unusable(path, "there is no such file");
            var version = (file.LastWriteTimeUtc, file.Length);
            if (_cache.TryGetValue((path, passphrase), out var cached) && cached.Version == version)
                return cached.Key;
            lock (_reading)
            {
                if (_cache.TryGetValue((path, passphrase), out cached) && cached.Version == version)
                    return cached.Key;
                var key = new SharedKey(Read(path, passphrase));
                _cache[(path, passphrase)] = new CachedKey(version, key);
                return key;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unusable(path, e.Message, e);
        }
    }

    private static PrivateKeyFile Read(string path, string? passphrase)
    {
        using var stream = new MemoryStream(File.ReadAllBytes(path));
        try
        {
            return new PrivateKeyFile(stream, passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw Unusable(path, "it is encrypted and the credential has no passphrase", e);
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            throw Unusable(
                path,
                passphrase is null
                    ? "it is not a private key in OpenSSH or PEM format"
                    : "the passphrase is wrong, or it is not a private key in OpenSSH or PEM format",
                e);
        }
    }

    private static SessionException Unusable(string path, string why, Exception? inner = null) =>
        new(FailureClass.AuthenticationRejected, $"private key {path}: {why}", inner);

    private sealed record CachedKey((DateTime Written, long Length) Version, SharedKey Key);

    /// <summary>
    /// A key that many sessions sign with: one at a time, as key objects are not meant for more, and with the strongest
    /// signature first. Each algorithm that a server does not take costs a round trip and counts as a failed attempt
    /// there; <c>ssh-rsa</c> (SHA-1) is the one that current servers do not take (RFC 8332).
    /// </summary>
    private sealed class SharedKey(PrivateKeyFile file) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
            [.. file.HostKeyAlgorithms.OrderBy(a => a.Name == "ssh-rsa").Select(a => new SharedAlgorithm(a, file))];
    }

    private sealed class SharedAlgorithm(HostAlgorithm algorithm, PrivateKeyFile owner) : HostAlgorithm(algorithm.Name)
    {
        public override byte[] Data => algorithm.Data;

        public override byte[] Sign(byte[] data)
        {
            lock (owner)
                return algorithm.Sign(data);
        }

        public override bool VerifySignature(byte[] data, byte[] signature) =>
            throw new NotSupportedException("A login key signs only.");
    }
}
