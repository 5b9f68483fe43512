using System.Globalization;
using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Reads the credentials of an inventory. No message of it repeats a value, nor a key that may be a value.</summary>
internal sealed class CredentialReader(YamlReader reader, bool allowPlainSecrets)
{
    private static readonly string[] Keys =
        ["username", "password", "privateKey", "passphrase", "methods", "secrets", "sessions", "loginsPerSecond"];

    private static readonly string[] Methods = ["publickey", "password", "keyboard-interactive"];

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(reader.Errors.File)) ?? "/";

    public Dictionary<string, Credential> Read(YamlNode node)
    {
        var credentials = new Dictionary<string, Credential>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Entries(node, "credentials"))
        {
            if (reader.Line(name, "a credential's name") is not null)
                credentials.Add(name.Value, ReadCredential(name, value));
        }

        return credentials;
    }

    private Credential ReadCredential(YamlScalar name, YamlNode node)
    {
        var credential = new Credential { Name = name.Value, Username = "" };
        YamlNode? methods = null;
        foreach (var (key, value) in reader.Fields(node, "a credential", Keys, mayHoldSecrets: true))
        {
            switch (key.Value)
            {
                case "username":
                    credential = credential with { Username = reader.Line(value, "username") ?? "" };
                    break;
                case "password":
                    credential = credential with { Password = ReadSecret(value, "password") };
                    break;
                case "privateKey":
                    credential = credential with { PrivateKey = reader.Line(value, "privateKey") is { } path ? Expand(path) : null };
                    break;
                case "passphrase":
                    credential = credential with { Passphrase = ReadSecret(value, "passphrase") };
                    break;
                case "methods":
                    methods = value;
                    break;
                case "sessions":
                    credential = credential with { Sessions = ReadNumber(value, "sessions") };
                    break;
                case "loginsPerSecond":
                    credential = credential with { LoginsPerSecond = ReadNumber(value, "loginsPerSecond") };
                    break;
                case "secrets":
                    credential = credential with { Secrets = ReadSecrets(value) };
                    break;
            }
        }

        if (node is not YamlMap map)
            return credential;
        CheckComplete(name, map);
        return methods is null ? credential : credential with { Methods = ReadMethods(methods, map) };
    }

    private void CheckComplete(YamlScalar name, YamlMap given)
    {
        string credential = $"credential {YamlReader.Quote(name.Value)}";
        if (!given.Has("username"))
            reader.Errors.Add(name, $"{credential} has no username");
        if (!given.Has("password") && !given.Has("privateKey"))
            reader.Errors.Add(name, $"{credential} has neither a password nor a privateKey");
        if (given.Has("passphrase") && !given.Has("privateKey"))
            reader.Errors.Add(name, $"{credential} has a passphrase but no privateKey");
    }

    /// <summary>A number that is not repeated when it is none, as it may be a secret that slipped.</summary>
    private int? ReadNumber(YamlNode node, string what)
    {
        if (reader.Text(node, what) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= SiteSettings.Most)
            return number;
        reader.Errors.Add(node, $"{what} is a whole number from 0 (any number) to {SiteSettings.Most}");
        return null;
    }

    private List<string> ReadMethods(YamlNode node, YamlMap given)
    {
        var methods = new List<string>();
        if (node is YamlList { Items.Count: 0 })
            reader.Errors.Add(node, "methods is empty: name at least one, or leave the key out");
        foreach (var item in reader.LineNodes(node, "a method"))
        {
            string method = item.Value;
            string needs = method == "publickey" ? "privateKey" : "password";
            if (!Methods.Contains(method, StringComparer.Ordinal))
                reader.Errors.Add(item, $"unknown method{Spelling.DidYouMean(method, Methods, $"; known are {string.Join(", ", Methods)}")}");
            else if (methods.Contains(method))
                reader.Errors.Add(item, $"method '{method}' is named twice");
            else if (!given.Has(needs))
                reader.Errors.Add(item, $"method '{method}' needs a {needs}, and there is none");
            else
                methods.Add(method);
        }

        return methods;
    }

    private Dictionary<string, SecretReference> ReadSecrets(YamlNode node)
    {
        var secrets = new Dictionary<string, SecretReference>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Entries(node, "secrets", mayHoldSecrets: true))
        {
            if (reader.Line(name, "a secret's name") is not null && ReadSecret(value, name.Value) is { } secret)
                secrets.Add(name.Value, secret);
        }

        return secrets;
    }

    private SecretReference? ReadSecret(YamlNode node, string field)
    {
        if (reader.Text(node, "a secret") is not { } text)
            return null;
        int colon = text.IndexOf(':');
        string rest = text[(colon + 1)..];
        SecretReference? secret = (colon < 0 ? text : text[..colon]) switch
        {
            "prompt" when colon < 0 => new SecretReference.Prompt(field),
            "env" => new SecretReference.Env(rest),
            "file" => new SecretReference.FromFile(Expand(rest)),
            "exec" => new SecretReference.Exec(rest),
            _ => null,
        };
        if (secret is SecretReference.Prompt)
            return secret;
        if (secret is null && allowPlainSecrets && text.Length > 0)
            return new SecretReference.Plain(text);
        if (secret is null)
            reader.Errors.Add(node, "this is a secret itself, which is refused; refer to it with env:NAME, file:PATH, exec:COMMAND or prompt, or set 'allowPlainSecrets: true'");
        else if (string.IsNullOrWhiteSpace(rest) || rest.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
            reader.Errors.Add(node, $"nothing usable follows '{text[..colon]}:'; write one line after it");
        else if (secret is SecretReference.Env && rest.AsSpan().IndexOfAny(" \t=") >= 0)
            reader.Errors.Add(node, "what follows 'env:' is no name of an environment variable, such as LAB_PASSWORD");
        else
            return secret;
        return null;
    }

    /// <summary>A path from the inventory's point of view: <c>~</c> is the user's home, the rest relative to its folder.</summary>
    private string Expand(string path)
    {
        if (path.Contains('\0'))
            return path;
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return Path.GetFullPath(path, _folder);
    }
}
