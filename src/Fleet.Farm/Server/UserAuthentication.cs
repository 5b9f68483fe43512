using Fleet.Ssh;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Server;

/// <summary>The authentication protocol (RFC 4252) from the server's side.</summary>
/// <param name="transport">The connection.</param>
/// <param name="settings">Methods on offer, banner and algorithms.</param>
/// <param name="authenticate">Decides.</param>
/// <param name="counters">Counts refusals.</param>
/// <param name="loggedIn">Called when an attempt has succeeded, before the client is told.</param>
internal sealed class UserAuthentication(
    SshTransport transport,
    ServerSettings settings,
    Func<AuthenticationAttempt, ValueTask<bool>> authenticate,
    ServerCounters counters,
    Action loggedIn)
{
    private const int MostAttempts = 6;

    private bool _hasStarted;
    private bool _isDone;
    private bool _hasAskedForMethods;
    private int _refusals;
    private int _questions;
    // The user whose answer to keyboard-interactive's question is due.
    private string? _asked;

    /// <summary>The client asks for a service (RFC 4253 section 10); authentication is the only one to begin with.</summary>
    public ValueTask StartAsync(ServiceRequestMessage request)
    {
        if (request.Service != ServiceNames.UserAuth)
            throw new SshProtocolException(DisconnectReason.ServiceNotAvailable, "There is no such service before the login.");
        var accept = SshTransport.Compose();
        new ServiceAcceptMessage(request.Service).Write(accept);
        transport.Send(accept);
        if (_hasStarted)
            return default;
        _hasStarted = true;
        if (settings.RepeatsLoginBanner)
            return RepeatBannerAsync();
        if (settings.LoginBanner.Length > 0)
            SendBanner();
        return default;
    }

    /// <summary>A message of authentication has come.</summary>
    public ValueTask ReceiveAsync(ReadOnlySpan<byte> payload)
    {
        if (!_hasStarted)
            throw new SshProtocolException(DisconnectReason.ProtocolError, "A login was tried before its service was asked for.");
        switch ((MessageNumber)payload[0])
        {
            case MessageNumber.UserAuthRequest when _isDone:
                return default; // RFC 4252 section 5.1: silently ignored.
            case MessageNumber.UserAuthRequest:
                return TryAsync(UserAuthRequestMessage.Read(payload));
            case MessageNumber.UserAuthInfoResponse when _asked is not null:
                return AnswerAsync(UserAuthInfoResponseMessage.Read(payload));
            default:
                transport.SendUnimplemented();
                return default;
        }
    }

    private ValueTask TryAsync(UserAuthRequestMessage request)
    {
        _asked = null;
        if (request.Service != ServiceNames.Connection)
            throw new SshProtocolException(DisconnectReason.ServiceNotAvailable, "There is no such service after the login.");
        // To ask for the methods is no attempt, unless someone does nothing else.
        if (request is UserAuthRequestMessage.None && !_hasAskedForMethods)
        {
            _hasAskedForMethods = true;
            SendFailure();
            return default;
        }

        if (_refusals >= MostAttempts)
            throw new SshProtocolException(
                DisconnectReason.NoMoreAuthenticationMethodsAvailable, "Too many attempts to log in failed.");
        switch (request)
        {
            case not null when !settings.Methods.Contains(request.Method):
                break;
            case UserAuthRequestMessage.Password { NewSecret: null } password:
                return DecideAsync(new(password.User, password.Method, password.Secret, default));
            case UserAuthRequestMessage.KeyboardInteractive:
                Ask(request.User);
                return default;
            case UserAuthRequestMessage.PublicKey key:
                return TryKeyAsync(key);
        }

        Refuse();
        return default;
    }

    private void SendBanner()
    {
        var banner = SshTransport.Compose();
        new UserAuthBannerMessage(settings.LoginBanner).Write(banner);
        transport.Send(banner);
    }

    private async ValueTask RepeatBannerAsync()
    {
        while (!transport.Ended.IsCancellationRequested)
        {
            SendBanner();
            await transport.WhenWritableAsync(transport.Ended);
            await Task.Yield();
        }
    }

    // RFC 4256 section 3.2.
    private void Ask(string user)
    {
        _asked = user;
        _questions++;
        var question = SshTransport.Compose();
        string text = settings.AsksForEver ? $"Question {_questions}: " : "Password: ";
        new UserAuthInfoRequestMessage("", "", [new(text, Echo: false)]).Write(question);
        transport.Send(question);
    }

    private ValueTask AnswerAsync(UserAuthInfoResponseMessage answer)
    {
        string user = _asked!;
        _asked = null;
        if (settings.AsksForEver)
        {
            Ask(user);
            return default;
        }

        if (answer.Responses is [var secret])
            return DecideAsync(new(user, "keyboard-interactive", secret, default));
        Refuse();
        return default;
    }

    // RFC 4252 section 7.
    private async ValueTask TryKeyAsync(UserAuthRequestMessage.PublicKey request)
    {
        if (!IsUsable(request))
        {
            Refuse();
            return;
        }

        var attempt = new AuthenticationAttempt(request.User, request.Method, "", request.Blob);
        if (request.Signature is not null)
        {
            await DecideAsync(attempt);
            return;
        }

        if (!await authenticate(attempt))
        {
            Refuse();
            return;
        }

        var message = SshTransport.Compose();
        new UserAuthPublicKeyOkMessage(request.Algorithm, request.Blob).Write(message);
        transport.Send(message);
    }

    private bool IsUsable(UserAuthRequestMessage.PublicKey request)
    {
        if (!settings.Algorithms.HostKeys.Contains(request.Algorithm))
            return false;
        try
        {
            var key = PublicKey.Read(request.Blob.Span);
            if (request.Signature is not { } signature)
                return true;
            var signed = new SshWriter();
            request.WriteSigned(signed, transport.SessionId.Span);
            return key.Verify(request.Algorithm, signed.Written, signature.Span);
        }
        catch (SshProtocolException)
        {
            return false;
        }
    }

    private async ValueTask DecideAsync(AuthenticationAttempt attempt)
    {
        if (!await authenticate(attempt))
        {
            Refuse();
            return;
        }

        _isDone = true;
        loggedIn();
        var success = SshTransport.Compose();
        UserAuthSuccessMessage.Write(success);
        transport.Send(success);
    }

    private void Refuse()
    {
        _refusals++;
        counters.CountLoginRefused();
        SendFailure();
    }

    private void SendFailure()
    {
        var failure = SshTransport.Compose();
        new UserAuthFailureMessage(settings.Methods).Write(failure);
        transport.Send(failure);
    }
}
