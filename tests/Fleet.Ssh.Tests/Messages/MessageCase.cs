using CsCheck;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Tests.Wire;

namespace Fleet.Ssh.Tests.Messages;

/// <summary>What the tests of messages need to know of one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">Any messages of the kind, laid out by hand and written by what is tested.</param>
/// <param name="Rewrite">Reads a message and writes it again.</param>
internal sealed record MessageCase(string Name, Gen<MessageCase.Sample> Samples, Func<byte[], byte[]> Rewrite)
{
    public sealed record Sample(byte[] Layout, byte[] Written);

    public static IReadOnlyList<MessageCase> All { get; } =
    [
        new("disconnect",
            Gen.Select(Gen.UInt, Some.Text).Select((reason, text) => new Sample(
                Layout.Of((byte)1, reason, text, ""),
                Written.By(new DisconnectMessage((DisconnectReason)reason, text).Write))),
            bytes => Written.By(DisconnectMessage.Read(bytes).Write)),
        new("debug",
            Gen.Select(Gen.Bool, Some.Text).Select((display, text) => new Sample(
                Layout.Of((byte)4, display, text, ""),
                Written.By(new DebugMessage(display, text).Write))),
            bytes => Written.By(DebugMessage.Read(bytes).Write)),
        new("unimplemented",
            Gen.UInt.Select(number => new Sample(
                Layout.Of((byte)3, number),
                Written.By(new UnimplementedMessage(number).Write))),
            bytes => Written.By(UnimplementedMessage.Read(bytes).Write)),
        new("service request",
            Some.Name.Select(name => new Sample(
                Layout.Of((byte)5, name),
                Written.By(new ServiceRequestMessage(name).Write))),
            bytes => Written.By(ServiceRequestMessage.Read(bytes).Write)),
        new("service accept",
            Some.Name.Select(name => new Sample(
                Layout.Of((byte)6, name),
                Written.By(new ServiceAcceptMessage(name).Write))),
            bytes => Written.By(ServiceAcceptMessage.Read(bytes).Write)),
        new("extension info",
            Some.Names.Select(names => new Sample(
                Layout.Of((byte)7, 1u, "server-sig-algs", names),
                Written.By(new ExtInfoMessage(names).Write))),
            bytes => Written.By(ExtInfoMessage.Read(bytes).Write)),
        new("extension info that says nothing",
            Gen.Const(new Sample(Layout.Of((byte)7, 0u), Written.By(new ExtInfoMessage(null).Write))),
            bytes => Written.By(ExtInfoMessage.Read(bytes).Write)),

        new("key exchange with numbers",
            Gen.Select(Gen.Byte[1, 127], Some.Bytes).Select((first, rest) => new Sample(
                Layout.Of((byte)30, (byte[])[first, .. rest]),
                Written.By(writer => new KexDhInitMessage([first, .. rest]).Write(writer, isMpint: true)))),
            bytes => Written.By(writer => KexDhInitMessage.Read(bytes, isMpint: true).Write(writer, isMpint: true))),
        new("key exchange with strings",
            Some.Bytes.Select(value => new Sample(
                Layout.Of((byte)30, value),
                Written.By(writer => new KexDhInitMessage(value).Write(writer, isMpint: false)))),
            bytes => Written.By(writer => KexDhInitMessage.Read(bytes, isMpint: false).Write(writer, isMpint: false))),
        new("key exchange reply",
            Gen.Select(Some.Bytes, Some.Bytes, Some.Bytes).Select((key, value, signature) => new Sample(
                Layout.Of((byte)31, key, value, signature),
                Written.By(writer => new KexDhReplyMessage(key, value, signature).Write(writer, isMpint: false)))),
            bytes => Written.By(writer => KexDhReplyMessage.Read(bytes, isMpint: false).Write(writer, isMpint: false))),

        UserAuth("none",
            Gen.Select(Some.Text, Some.Name).Select((user, service) => new Sample(
                Layout.Of((byte)50, user, service, "none"),
                Written.By(new UserAuthRequestMessage.None(user, service).Write)))),
        UserAuth("password",
            Gen.Select(Some.Text, Some.Text).Select((user, secret) => new Sample(
                Layout.Of((byte)50, user, "ssh-connection", "password", false, secret),
                Written.By(new UserAuthRequestMessage.Password(user, ServiceNames.Connection, secret).Write)))),
        UserAuth("change of password",
            Gen.Select(Some.Text, Some.Text, Some.Text).Select((user, secret, next) => new Sample(
                Layout.Of((byte)50, user, "ssh-connection", "password", true, secret, next),
                Written.By(new UserAuthRequestMessage.Password(user, ServiceNames.Connection, secret, next).Write)))),
        UserAuth("keyboard-interactive",
            Gen.Select(Some.Text, Some.Text).Select((user, hints) => new Sample(
                Layout.Of((byte)50, user, "ssh-connection", "keyboard-interactive", "", hints),
                Written.By(new UserAuthRequestMessage.KeyboardInteractive(user, ServiceNames.Connection, hints).Write)))),
        UserAuth("public key that is asked about",
            Gen.Select(Some.Text, Some.Name, Some.Bytes).Select((user, algorithm, blob) => new Sample(
                Layout.Of((byte)50, user, "ssh-connection", "publickey", false, algorithm, blob),
                Written.By(new UserAuthRequestMessage.PublicKey(user, ServiceNames.Connection, algorithm, blob).Write)))),
        UserAuth("public key that signs",
            Gen.Select(Some.Text, Some.Name, Some.Bytes, Some.Bytes).Select((user, algorithm, blob, signature) => new Sample(
                Layout.Of((byte)50, user, "ssh-connection", "publickey", true, algorithm, blob, signature),
                Written.By(
                    new UserAuthRequestMessage.PublicKey(user, ServiceNames.Connection, algorithm, blob, signature).Write)))),
        UserAuth("method that is not known",
            Some.Name.Select(name => new Sample(
                Layout.Of((byte)50, "user", "ssh-connection", $"x-{name}"),
                Written.By(new UserAuthRequestMessage.Other("user", ServiceNames.Connection, $"x-{name}").Write)))),
        new("authentication failure",
            Gen.Select(Some.Names, Gen.Bool).Select((methods, partial) => new Sample(
                Layout.Of((byte)51, methods, partial),
                Written.By(new UserAuthFailureMessage(methods, partial).Write))),
            bytes => Written.By(UserAuthFailureMessage.Read(bytes).Write)),
        new("authentication banner",
            Some.Text.Select(text => new Sample(
                Layout.Of((byte)53, text, ""),
                Written.By(new UserAuthBannerMessage(text).Write))),
            bytes => Written.By(UserAuthBannerMessage.Read(bytes).Write)),
        new("public key ok",
            Gen.Select(Some.Name, Some.Bytes).Select((algorithm, blob) => new Sample(
                Layout.Of((byte)60, algorithm, blob),
                Written.By(new UserAuthPublicKeyOkMessage(algorithm, blob).Write))),
            bytes => Written.By(UserAuthPublicKeyOkMessage.Read(bytes).Write)),
        new("info request",
            Gen.Select(Some.Text, Some.Text, Gen.Select(Some.Text, Gen.Bool).Array[0, 4]).Select((name, text, prompts) => new Sample(
                Layout.Of(
                    [(byte)60, name, text, "", (uint)prompts.Length, .. prompts.SelectMany(p => new object[] { p.Item1, p.Item2 })]),
                Written.By(new UserAuthInfoRequestMessage(
                    name, text, [.. prompts.Select(p => new UserAuthInfoRequestMessage.Prompt(p.Item1, p.Item2))]).Write))),
            bytes => Written.By(UserAuthInfoRequestMessage.Read(bytes).Write)),
        new("info response",
            Some.Text.Array[0, 4].Select(answers => new Sample(
                Layout.Of([(byte)61, (uint)answers.Length, .. answers]),
                Written.By(new UserAuthInfoResponseMessage(answers).Write))),
            bytes => Written.By(UserAuthInfoResponseMessage.Read(bytes).Write)),

        new("global request",
            Gen.Select(Some.Name, Gen.Bool).Select((name, wantReply) => new Sample(
                Layout.Of((byte)80, name, wantReply),
                Written.By(new GlobalRequestMessage(name, wantReply).Write))),
            bytes => Written.By(GlobalRequestMessage.Read(bytes).Write)),
        new("channel open",
            Gen.Select(Some.Name, Gen.UInt, Gen.UInt, Gen.UInt).Select((type, sender, window, packet) => new Sample(
                Layout.Of((byte)90, type, sender, window, packet),
                Written.By(new ChannelOpenMessage(type, sender, window, packet).Write))),
            bytes => Written.By(ChannelOpenMessage.Read(bytes).Write)),
        new("channel open confirmation",
            Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt).Select((recipient, sender, window, packet) => new Sample(
                Layout.Of((byte)91, recipient, sender, window, packet),
                Written.By(new ChannelOpenConfirmationMessage(recipient, sender, window, packet).Write))),
            bytes => Written.By(ChannelOpenConfirmationMessage.Read(bytes).Write)),
        new("channel open failure",
            Gen.Select(Gen.UInt, Gen.UInt, Some.Text).Select((recipient, reason, text) => new Sample(
                Layout.Of((byte)92, recipient, reason, text, ""),
                Written.By(new ChannelOpenFailureMessage(recipient, (ChannelOpenFailureReason)reason, text).Write))),
            bytes => Written.By(ChannelOpenFailureMessage.Read(bytes).Write)),
        new("window adjust",
            Gen.Select(Gen.UInt, Gen.UInt).Select((recipient, bytes) => new Sample(
                Layout.Of((byte)93, recipient, bytes),
                Written.By(new ChannelWindowAdjustMessage(recipient, bytes).Write))),
            bytes => Written.By(ChannelWindowAdjustMessage.Read(bytes).Write)),
        new("channel data",
            Gen.Select(Gen.UInt, Some.Bytes).Select((recipient, data) => new Sample(
                Layout.Of((byte)94, recipient, data),
                Written.By(writer => new ChannelDataMessage(recipient, data).Write(writer)))),
            bytes => Written.By(writer => ChannelDataMessage.Read(bytes).Write(writer))),
        new("channel extended data",
            Gen.Select(Gen.UInt, Gen.UInt, Some.Bytes).Select((recipient, type, data) => new Sample(
                Layout.Of((byte)95, recipient, type, data),
                Written.By(writer => new ChannelExtendedDataMessage(recipient, type, data).Write(writer)))),
            bytes => Written.By(writer => ChannelExtendedDataMessage.Read(bytes).Write(writer))),
        new("channel notice",
            Gen.Select(Gen.Int[0, 3].Select(i => new byte[] { 96, 97, 99, 100 }[i]), Gen.UInt).Select((number, recipient) => new Sample(
                Layout.Of(number, recipient),
                Written.By(new ChannelNotice((MessageNumber)number, recipient).Write))),
            bytes => Written.By(ChannelNotice.Read(bytes).Write)),

        ChannelRequest("shell",
            Gen.Select(Gen.UInt, Gen.Bool).Select((recipient, wantReply) => new Sample(
                Layout.Of((byte)98, recipient, "shell", wantReply),
                Written.By(writer =>
                    new ChannelRequestMessage(recipient, ChannelRequestMessage.Shell, wantReply).Write(writer))))),
        ChannelRequest("pty-req",
            Gen.Select(Gen.UInt, Gen.Bool, Some.Text, Gen.UInt.Array[4], Some.Bytes).Select(
                (recipient, wantReply, terminal, size, modes) => new Sample(
                    Layout.Of((byte)98, recipient, "pty-req", wantReply, terminal, size[0], size[1], size[2], size[3], modes),
                    Written.By(writer => new PtyRequest(terminal, size[0], size[1], size[2], size[3], modes)
                        .Write(writer, recipient, wantReply))))),
        ChannelRequest("window-change",
            Gen.Select(Gen.UInt, Gen.UInt.Array[4]).Select((recipient, size) => new Sample(
                Layout.Of((byte)98, recipient, "window-change", false, size[0], size[1], size[2], size[3]),
                Written.By(writer => new WindowChangeRequest(size[0], size[1], size[2], size[3]).Write(writer, recipient))))),
        ChannelRequest("env",
            Gen.Select(Gen.UInt, Gen.Bool, Some.Text, Some.Text).Select((recipient, wantReply, name, value) => new Sample(
                Layout.Of((byte)98, recipient, "env", wantReply, name, value),
                Written.By(writer => new EnvRequest(name, value).Write(writer, recipient, wantReply))))),
        ChannelRequest("exec",
            Gen.Select(Gen.UInt, Gen.Bool, Some.Text).Select((recipient, wantReply, command) => new Sample(
                Layout.Of((byte)98, recipient, "exec", wantReply, command),
                Written.By(writer => new ExecRequest(command).Write(writer, recipient, wantReply))))),
        ChannelRequest("exit-status",
            Gen.Select(Gen.UInt, Gen.UInt).Select((recipient, status) => new Sample(
                Layout.Of((byte)98, recipient, "exit-status", false, status),
                Written.By(writer => new ExitStatusRequest(status).Write(writer, recipient))))),
    ];

    /// <summary>KEXINIT, which is apart because its cookie is another one each time.</summary>
    public static Gen<KexInit> KexInits { get; } =
        Gen.Select(Some.Names.Array[8], Gen.Bool).Select((lists, follows) => new KexInit(
            lists[0], lists[1], lists[2], lists[3], lists[4], lists[5], lists[6], lists[7], follows));

    public override string ToString() => Name;

    private static MessageCase UserAuth(string name, Gen<Sample> samples) =>
        new($"authentication by {name}", samples, bytes => Written.By(UserAuthRequestMessage.Read(bytes).Write));

    private static MessageCase ChannelRequest(string name, Gen<Sample> samples) =>
        new($"channel request {name}", samples, RewriteRequest);

    private static byte[] RewriteRequest(byte[] bytes)
    {
        var request = ChannelRequestMessage.Read(bytes);
        uint recipient = request.Recipient;
        bool wantReply = request.WantReply;
        switch (request.Type)
        {
            case PtyRequest.Type:
                var pty = PtyRequest.Read(request.Data);
                return Written.By(writer => pty.Write(writer, recipient, wantReply));
            case WindowChangeRequest.Type:
                var windowChange = WindowChangeRequest.Read(request.Data);
                return Written.By(writer => windowChange.Write(writer, recipient));
            case EnvRequest.Type:
                var env = EnvRequest.Read(request.Data);
                return Written.By(writer => env.Write(writer, recipient, wantReply));
            case ExecRequest.Type:
                var exec = ExecRequest.Read(request.Data);
                return Written.By(writer => exec.Write(writer, recipient, wantReply));
            case ExitStatusRequest.Type:
                var exitStatus = ExitStatusRequest.Read(request.Data);
                return Written.By(writer => exitStatus.Write(writer, recipient));
            default:
                string type = request.Type;
                return Written.By(writer => new ChannelRequestMessage(recipient, type, wantReply).Write(writer));
        }
    }
}
