using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fleet.Inventory;

/// <summary>
/// Looks secrets up in the environment, in files, by helper commands and on the terminal. Each is looked up once and
/// kept, a failure too, so that a thousand devices ask no more than one: a new run takes a new resolver and sees
/// secrets that have changed. Safe to use from any thread; questions are asked one at a time.
/// </summary>
/// <param name="ask">
/// Asks a person and returns the answer, typed unseen; <see langword="null"/> when it was refused. The argument says
/// what is asked for, such as <c>password of credential 'lab'</c>. Without it there is nobody to ask.
/// </param>
public sealed class SecretResolver(Func<string, string?>? ask = null) : ISecretSource
{
    private readonly ConcurrentDictionary<object, Lazy<Outcome>> _outcomes = new();
    private readonly Lock _asking = new();

    /// <summary>How long a helper command may take.</summary>
    public TimeSpan HelperTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Resolve(SecretReference reference, string credential)
    {
        // A question is one for each credential and field; anything else is the same secret for everyone.
        object key = reference is SecretReference.Prompt ? (reference, credential) : reference;
        var outcome = _outcomes.GetOrAdd(key, _ => new Lazy<Outcome>(() => LookUp(reference, credential))).Value;
        return outcome.Secret ?? throw new SecretException($"credential '{credential}': {outcome.Problem}", outcome.Cause);
    }

    private Outcome LookUp(SecretReference reference, string credential)
    {
        var (name, outcome) = reference switch
        {
            SecretReference.Env env => ($"environment variable {env.Name}", FromEnvironment(env.Name)),
            SecretReference.FromFile file => ($"file {file.Path}", FromFile(file.Path)),
            SecretReference.Exec exec => ($"helper command '{exec.Command}'", HelperCommand.Run(exec.Command, HelperTimeout)),
            SecretReference.Prompt prompt => ($"the {prompt.Field}", FromPerson(prompt.Field, credential)),
            SecretReference.Plain plain => ("the secret in the inventory", new Outcome(plain.Value)),
            _ => throw new UnreachableException(),
        };
        if (outcome.Secret is null)
            return outcome with { Problem = $"{name} {outcome.Problem}" };
        return outcome.Secret.Length > 0 ? outcome
            : new Outcome(null, reference is SecretReference.Exec ? $"{name} printed nothing on its first line" : $"{name} is empty");
    }

    private static Outcome FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value ? new Outcome(value) : new Outcome(null, "is not set");

    private static Outcome FromFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] buffer = new byte[FirstLine.MostBytes + 1];
            return FirstLine.Of(buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string problem = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "does not exist",
                _ when Directory.Exists(path) => "is a folder",
                UnauthorizedAccessException => "may not be read by this user",
                _ => $"cannot be read: {exception.Message}",
            };
            return new Outcome(null, problem, exception);
        }
    }

    private Outcome FromPerson(string field, string credential)
    {
        if (ask is null)
            return new Outcome(null, "is to be asked for, and there is no terminal to ask on; refer to it with env:NAME, file:PATH or exec:COMMAND instead");
        lock (_asking)
        {
            return ask($"{field} of credential '{credential}'") is { } answer
                ? new Outcome(answer)
                : new Outcome(null, "was asked for and not given");
        }
    }
}
