using Fleet.Ssh.Algorithms;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Transport;

/// <summary>What is known of one key exchange while it goes on (RFC 4253 section 7).</summary>
/// <param name="ours">Our KEXINIT.</param>
/// <param name="ourPayload">Its payload.</param>
internal sealed class Exchange(KexInit ours, byte[] ourPayload) : IDisposable
{
    public KexInit Ours { get; } = ours;

    public byte[] OurPayload { get; } = ourPayload;

    /// <summary>Payload of the peer's KEXINIT; empty while it has not come.</summary>
    public byte[] PeerPayload { get; set; } = [];

    public AgreedAlgorithms? Agreed { get; set; }

    /// <summary>Whether the peer's next packet is a wrong guess.</summary>
    public bool DropsGuess { get; set; }

    public IKeyAgreement? Agreement { get; set; }

    /// <summary>What comes into force with the peer's NEWKEYS.</summary>
    public PacketProtection? Inbound { get; set; }

    public void Dispose()
    {
        Agreement?.Dispose();
        Inbound?.Dispose();
    }
}
