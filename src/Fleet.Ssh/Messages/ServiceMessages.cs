using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>The services that a client asks for (RFC 4250 section 4.7).</summary>
public static class ServiceNames
{
    /// <summary>RFC 4252.</summary>
    public const string UserAuth = "ssh-userauth";

    /// <summary>RFC 4254.</summary>
    public const string Connection = "ssh-connection";
}

/// <summary>SSH_MSG_SERVICE_REQUEST (RFC 4253 section 10).</summary>
/// <param name="Service">One of <see cref="ServiceNames"/>.</param>
public readonly record struct ServiceRequestMessage(string Service)
{
    /// <summary>Reads the message.</summary>
    public static ServiceRequestMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ServiceRequest);
        string service = reader.ReadName();
        reader.ReadEnd();
        return new(service);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ServiceRequest);
        writer.WriteText(Service);
    }
}

/// <summary>SSH_MSG_SERVICE_ACCEPT (RFC 4253 section 10).</summary>
/// <param name="Service">The service that was asked for.</param>
public readonly record struct ServiceAcceptMessage(string Service)
{
    /// <summary>Reads the message.</summary>
    public static ServiceAcceptMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ServiceAccept);
        string service = reader.ReadName();
        reader.ReadEnd();
        return new(service);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ServiceAccept);
        writer.WriteText(Service);
    }
}
