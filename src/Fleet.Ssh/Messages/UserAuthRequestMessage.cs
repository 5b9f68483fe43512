using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_USERAUTH_REQUEST (RFC 4252 section 5), one nested type for each method.</summary>
/// <param name="User">The user name.</param>
/// <param name="Service">The service to start, <see cref="ServiceNames.Connection"/>.</param>
public abstract record UserAuthRequestMessage(string User, string Service)
{
    /// <summary>The method's name.</summary>
    public abstract string Method { get; }

    /// <summary>Without secrets.</summary>
    public sealed override string ToString() => $"{User} by {Method}";

    /// <summary>Reads the message.</summary>
    public static UserAuthRequestMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.UserAuthRequest);
        string user = reader.ReadText();
        string service = reader.ReadName();
        string method = reader.ReadName();
        UserAuthRequestMessage request;
        switch (method)
        {
            case "none":
                request = new None(user, service);
                break;
            case "password":
                bool isChange = reader.ReadBoolean();
                request = new Password(user, service, reader.ReadText(), isChange ? reader.ReadText() : null);
                break;
            case "keyboard-interactive":
                reader.ReadText(); // A language tag, deprecated (RFC 4256 section 3.1).
                request = new KeyboardInteractive(user, service, reader.ReadText());
                break;
            case "publickey":
                bool isSigned = reader.ReadBoolean();
                string algorithm = reader.ReadName();
                byte[] blob = reader.ReadString().ToArray();
                var signature = isSigned ? reader.ReadString().ToArray() : (ReadOnlyMemory<byte>?)null;
                request = new PublicKey(user, service, algorithm, blob, signature);
                break;
            default:
                return new Other(user, service, method);
        }

        reader.ReadEnd();
        return request;
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.UserAuthRequest);
        writer.WriteText(User);
        writer.WriteText(Service);
        writer.WriteText(Method);
        WriteMethod(writer);
    }

    private protected abstract void WriteMethod(SshWriter writer);

    /// <summary><c>none</c>, which asks for the methods that may continue (RFC 4252 section 5.2).</summary>
    public sealed record None(string User, string Service) : UserAuthRequestMessage(User, Service)
    {
        /// <inheritdoc/>
        public override string Method => "none";

        private protected override void WriteMethod(SshWriter writer)
        {
        }
    }

    /// <summary><c>password</c> (RFC 4252 section 8).</summary>
    /// <param name="User">The user name.</param>
    /// <param name="Service">The service to start.</param>
    /// <param name="Secret">The password.</param>
    /// <param name="NewSecret">The password to change to; <see langword="null"/>: no change.</param>
    public sealed record Password(string User, string Service, string Secret, string? NewSecret = null)
        : UserAuthRequestMessage(User, Service)
    {
        /// <inheritdoc/>
        public override string Method => "password";

        private protected override void WriteMethod(SshWriter writer)
        {
            writer.WriteBoolean(NewSecret is not null);
            writer.WriteText(Secret);
            if (NewSecret is not null)
                writer.WriteText(NewSecret);
        }
    }

    /// <summary><c>keyboard-interactive</c> (RFC 4256 section 3.1).</summary>
    /// <param name="User">The user name.</param>
    /// <param name="Service">The service to start.</param>
    /// <param name="Submethods">Hints for the server, separated by commas; usually empty.</param>
    public sealed record KeyboardInteractive(string User, string Service, string Submethods = "")
        : UserAuthRequestMessage(User, Service)
    {
        /// <inheritdoc/>
        public override string Method => "keyboard-interactive";

        private protected override void WriteMethod(SshWriter writer)
        {
            writer.WriteText("");
            writer.WriteText(Submethods);
        }
    }

    /// <summary><c>publickey</c> (RFC 4252 section 7).</summary>
    /// <param name="User">The user name.</param>
    /// <param name="Service">The service to start.</param>
    /// <param name="Algorithm">The signature algorithm.</param>
    /// <param name="Blob">The public key.</param>
    /// <param name="Signature">
    /// The signature, wrapped with its algorithm's name; <see langword="null"/>: asks whether the key would do.
    /// </param>
    public sealed record PublicKey(
        string User, string Service, string Algorithm, ReadOnlyMemory<byte> Blob, ReadOnlyMemory<byte>? Signature = null)
        : UserAuthRequestMessage(User, Service)
    {
        /// <inheritdoc/>
        public override string Method => "publickey";

        /// <summary>Writes the data that the signature is of (RFC 4252 section 7).</summary>
        public void WriteSigned(SshWriter writer, ReadOnlySpan<byte> sessionId)
        {
            writer.WriteString(sessionId);
            writer.WriteMessage(MessageNumber.UserAuthRequest);
            writer.WriteText(User);
            writer.WriteText(Service);
            writer.WriteText(Method);
            WriteKey(writer, isSigned: true);
        }

        private protected override void WriteMethod(SshWriter writer)
        {
            WriteKey(writer, Signature is not null);
            if (Signature is { } signature)
                writer.WriteString(signature.Span);
        }

        private void WriteKey(SshWriter writer, bool isSigned)
        {
            writer.WriteBoolean(isSigned);
            writer.WriteText(Algorithm);
            writer.WriteString(Blob.Span);
        }
    }

    /// <summary>A method that is not known; what it adds is not read.</summary>
    public sealed record Other(string User, string Service, string Name) : UserAuthRequestMessage(User, Service)
    {
        /// <inheritdoc/>
        public override string Method => Name;

        private protected override void WriteMethod(SshWriter writer)
        {
        }
    }
}
