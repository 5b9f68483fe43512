using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Ssh;

/// <summary>The authentication methods of one connection (RFC 4252), each of which is tried at most once.</summary>
internal sealed class Authentication : IDisposable
{
    private const string PublicKey = "publickey";
    private const string Password = "password";
    private const string KeyboardInteractive = "keyboard-interactive";

    /// <summary>More rounds than any login has; a server could ask for ever.</summary>
    private const int MaxRounds = 10;

    private readonly Login _login;
    private readonly HashSet<string> _answered = [];
    private int _rounds;

    /// <exception cref="SessionException">The credential cannot be used; nothing was sent anywhere.</exception>
    public Authentication(Login login, PrivateKeys keys)
    {
        _login = login;
        if (string.IsNullOrWhiteSpace(login.Username))
            throw Unusable("the credential has no user name");
        var names = login.Methods.Count > 0 ? login.Methods : AvailableMethods(login);
        Methods = [.. names.Distinct().Select(name => Create(name, keys))];
        // Some devices let anyone in and ask for the login in the shell. SSH.NET tries this first in any case.
        if (Methods.Length == 0)
            Methods = [new NoneAuthenticationMethod(login.Username)];
    }

    public AuthenticationMethod[] Methods { get; }

    /// <summary>The methods that the server has refused so far.</summary>
    public IEnumerable<string> Refused =>
        Methods.Where(m => m is not NoneAuthenticationMethod && m.AllowedAuthentications is not null).Select(m => m.Name);

    public void Dispose()
    {
        foreach (var method in Methods)
            method.Dispose();
    }

    private static IReadOnlyList<string> AvailableMethods(Login login) =>
    [
        .. login.PrivateKeyFile is null ? Array.Empty<string>() : [PublicKey],
        .. login.Password is null ? Array.Empty<string>() : [Password, KeyboardInteractive],
    ];

    private static SessionException Unusable(string why) => new(FailureClass.AuthenticationRejected, why);

    private AuthenticationMethod Create(string name, PrivateKeys keys) =>
        name switch
        {
            PublicKey when _login.PrivateKeyFile is { } file =>
                new PrivateKeyAuthenticationMethod(_login.Username, keys.Load(file, _login.Passphrase)),
            Password when _login.Password is { } password => CreatePassword(password),
            KeyboardInteractive when _login.Password is not null => CreateKeyboardInteractive(),
            PublicKey => throw Unusable("the credential names the method publickey but has no private key"),
            Password or KeyboardInteractive =>
                throw Unusable($"the credential names the method {name} but has no password"),
            _ => throw Unusable(
                $"the credential names the method {name}; known are {PublicKey}, {Password} and {KeyboardInteractive}"),
        };

    private PasswordAuthenticationMethod CreatePassword(string password)
    {
        var method = new PasswordAuthenticationMethod(_login.Username, password);
        // Without this, SSH.NET would answer the demand for a new password by sending the old one once more.
        method.PasswordExpired += (_, _) => throw new SshAuthenticationException("the password has expired");
        return method;
    }

    private KeyboardInteractiveAuthenticationMethod CreateKeyboardInteractive()
    {
        var method = _login.Methods.Count > 0
            ? new KeyboardInteractiveAuthenticationMethod(_login.Username)
            : new UnlessRefused(_login.Username, () => Refused.Contains(Password));
        method.AuthenticationPrompt += (_, round) => Answer(round.Prompts);
        return method;
    }

    /// <summary>
    /// Answers one round of questions (RFC 4256 section 3.2); one without any, which often ends a login, needs nothing.
    /// What is not to be echoed is a secret, and we have one. A server that asks the same again has refused it, and
    /// must not get it a second time.
    /// </summary>
    private void Answer(IReadOnlyList<AuthenticationPrompt> prompts)
    {
        if (++_rounds > MaxRounds)
            throw new SshAuthenticationException($"the device asked more than {MaxRounds} times");
        foreach (var prompt in prompts)
        {
            if (!prompt.IsEchoed && !_answered.Add(prompt.Request))
                throw new SshAuthenticationException("keyboard-interactive was refused");
            prompt.Response = prompt.IsEchoed ? "" : _login.Password;
        }
    }

    /// <summary>
    /// Asks nothing of a server that has refused the very same password by another method: each refusal counts towards
    /// locking the account. Who names the methods in the credential gets them all.
    /// </summary>
    private sealed class UnlessRefused(string username, Func<bool> isRefused) : KeyboardInteractiveAuthenticationMethod(username)
    {
        public override AuthenticationResult Authenticate(Session session) =>
            isRefused() ? AuthenticationResult.Failure : base.Authenticate(session);
    }
}
