using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_USERAUTH_FAILURE (RFC 4252 section 5.1).</summary>
/// <param name="Methods">The methods that can continue.</param>
/// <param name="PartialSuccess">Whether the method succeeded and another is needed, too.</param>
public sealed record UserAuthFailureMessage(IReadOnlyList<string> Methods, bool PartialSuccess = false)
{
    /// <summary>Reads the message.</summary>
    public static UserAuthFailureMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthFailure);
        var methods = reader.ReadNameList();
        bool partialSuccess = reader.ReadBoolean();
        reader.ReadEnd();
        return new(methods, partialSuccess);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthFailure);
        writer.WriteNameList(Methods);
        writer.WriteBoolean(PartialSuccess);
    }
}

/// <summary>SSH_MSG_USERAUTH_SUCCESS (RFC 4252 section 5.1), which says no more than that.</summary>
public static class UserAuthSuccessMessage
{
    /// <summary>Writes the message.</summary>
    public static void Write(SshWriter writer) => writer.WriteMessage(MessageNumber.UserAuthSuccess);
}

/// <summary>SSH_MSG_USERAUTH_BANNER (RFC 4252 section 5.4).</summary>
/// <param name="Text">What to show before the login.</param>
public readonly record struct UserAuthBannerMessage(string Text)
{
    /// <summary>Reads the message, without its language tag.</summary>
    public static UserAuthBannerMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthBanner);
        return new(reader.ReadText());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthBanner);
        writer.WriteText(Text);
        writer.WriteText("");
    }
}

/// <summary>SSH_MSG_USERAUTH_PK_OK (RFC 4252 section 7): the key would do, if it signed.</summary>
/// <param name="Algorithm">The algorithm from the request.</param>
/// <param name="Blob">The public key from the request.</param>
public readonly record struct UserAuthPublicKeyOkMessage(string Algorithm, ReadOnlyMemory<byte> Blob)
{
    /// <summary>Reads the message.</summary>
    public static UserAuthPublicKeyOkMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthPublicKeyOk);
        string algorithm = reader.ReadName();
        var blob = reader.ReadString();
        reader.ReadEnd();
        return new(algorithm, blob.ToArray());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthPublicKeyOk);
        writer.WriteText(Algorithm);
        writer.WriteString(Blob.Span);
    }
}
