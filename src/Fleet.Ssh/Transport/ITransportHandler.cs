namespace Fleet.Ssh.Transport;

/// <summary>What is built on a transport: authentication and channels.</summary>
/// <remarks>
/// Calls come one after the other. The transport waits for each to end before it handles the peer's next packet, and
/// notices meanwhile when the peer leaves.
/// </remarks>
public interface ITransportHandler
{
    /// <summary>
    /// Before our identification is sent; a server may use <see cref="SshTransport.SendPlainAsync"/> here (RFC 4253
    /// section 4.2). <see langword="false"/> closes the connection.
    /// </summary>
    ValueTask<bool> OpenAsync() => new(true);

    /// <summary>The peer's identification has come, our first KEXINIT is about to be sent.</summary>
    ValueTask IdentifiedAsync() => default;

    /// <summary>For a server: in the first key exchange the client's value has come, the reply is about to be sent.</summary>
    ValueTask ExchangingAsync() => default;

    /// <summary>The first key exchange is over.</summary>
    ValueTask EncryptedAsync() => default;

    /// <summary>A message of a service has come: a request for one or its answer, or a number from 50.</summary>
    /// <param name="payload">The message; it is valid until the call returns, even if what it returns goes on.</param>
    ValueTask ReceiveAsync(ReadOnlySpan<byte> payload);
}
