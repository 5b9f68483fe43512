using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Fleet.Collection.Permits.Limits;
using Fleet.Inventory;

namespace Fleet.Collection.Configuration;

/// <summary>The configuration's values with where each came from, and the errors found while reading them.</summary>
internal sealed partial class SettingsSource
{
    private const string BuiltIn = "the built-in configuration";

    private readonly Dictionary<string, (string Value, string Origin)> _values;
    private readonly List<string> _errors = [];

    private SettingsSource(Dictionary<string, (string, string)> values, Config akka)
    {
        _values = values;
        Akka = akka;
    }

    public Config Akka { get; }

    public static IReadOnlyDictionary<string, string> EnvironmentVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");

    public static SettingsSource Load(string? file, IReadOnlyDictionary<string, string> environment)
    {
        var builtIn = ConfigurationFactory.ParseString(BuiltInText());
        var user = file is null ? Config.Empty : Parse(file);
        var values = Leaves(builtIn).ToDictionary(v => v.Key, v => (v.Value, BuiltIn));
        var source = new SettingsSource(values, user.WithFallback(builtIn));

        foreach (var key in TopLevelKeys(user).Except(["fleet", "akka"]))
        {
            source._errors.Add($"{file}: there is no key {key}; a key begins with fleet or akka");
        }

        foreach (var (key, value) in Leaves(user))
        {
            source.Set(key, value, file!);
        }

        source.SetFrom(environment);
        return source;
    }

    public int Integer(string key, int min, int max) =>
        Read<int>(key, $"a whole number from {min} to {max}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max ? number : null);

    public Parallelism Parallelism(string key) =>
        Read(key, $"{Permits.Limits.Parallelism.AutoWord} or a whole number from 1 to {Permits.Limits.Parallelism.Most}", Permits.Limits.Parallelism.Parse);

    public TimeSpan Time(string key) => Read(key, Duration.Expected, Duration.Parse);

    /// <summary>Refuses one of two values in the wrong order: the one that somebody has set.</summary>
    public void RequireOrder<T>(string smaller, T least, string larger, T most)
        where T : struct, IComparable<T>
    {
        // What could not be read is zero, and has been refused already.
        if (least.CompareTo(most) <= 0 || most.CompareTo(default) == 0)
        {
            return;
        }

        if (_values[smaller].Origin == BuiltIn)
        {
            Refuse(larger, Text(larger), $"no less than {smaller}, which is '{Text(smaller)}'");
        }
        else
        {
            Refuse(smaller, Text(smaller), $"no more than {larger}, which is '{Text(larger)}'");
        }
    }

    public long Size(string key) =>
        Read(key, "a size greater than 0 with its unit, such as 256KiB or 32MiB", text =>
        {
            var match = SizePattern().Match(text);
            if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number))
            {
                return (long?)null;
            }

            var shift = match.Groups[2].Value switch { "KiB" => 10, "MiB" => 20, "GiB" => 30, _ => 0 };
            return number > 0 && number <= long.MaxValue >> shift ? number << shift : null;
        });

    public string OneOf(string key, params string[] choices)
    {
        var value = Text(key);
        if (!choices.Contains(value))
        {
            Refuse(key, value, "one of " + string.Join(", ", choices));
        }

        return value;
    }

    public string Text(string key) => _values[key].Value;

    public void ThrowIfAnyError()
    {
        if (_errors.Count > 0)
        {
            throw new SettingsException(_errors);
        }
    }

    private T Read<T>(string key, string expected, Func<string, T?> parse)
        where T : struct
    {
        var text = Text(key);
        if (parse(text) is { } value)
        {
            return value;
        }

        Refuse(key, text, expected);
        return default;
    }

    private void Refuse(string key, string value, string expected) =>
        _errors.Add($"{_values[key].Origin}: {key} is '{value}'; it should be {expected}");

    private void Set(string key, string value, string origin)
    {
        if (_values.ContainsKey(key))
        {
            _values[key] = (value, origin);
        }
        else if (_values.Keys.FirstOrDefault(k => k.StartsWith(key + ".", StringComparison.Ordinal)) is { } inside)
        {
            _errors.Add($"{origin}: {key} is a section and has no value of its own; its keys are such as {inside}");
        }
        else
        {
            var hint = Spelling.Closest(key, _values.Keys) is { } closest ? $"; did you mean {closest}?" : "";
            _errors.Add($"{origin}: there is no key {key}{hint}");
        }
    }

    /// <summary>A variable with the name of a section is meant for us; with any other it may be anybody's.</summary>
    private void SetFrom(IReadOnlyDictionary<string, string> environment)
    {
        var keys = _values.Keys.ToDictionary(VariableOf);
        var sections = _values.Keys
            .Select(key => VariableOf(string.Join('.', key.Split('.')[..2])) + "_")
            .ToHashSet();
        foreach (var (variable, value) in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var origin = "environment variable " + variable;
            if (keys.TryGetValue(variable, out var key))
            {
                _values[key] = (value, origin);
            }
            else if (sections.Any(s => variable.StartsWith(s, StringComparison.Ordinal)))
            {
                var hint = Spelling.Closest(variable, keys.Keys) is { } closest ? $"; did you mean {closest}?" : "";
                _errors.Add($"{origin}: there is no such key{hint}");
            }
        }
    }

    private static string VariableOf(string key) => key.ToUpperInvariant().Replace('.', '_').Replace('-', '_');

    private static Config Parse(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var problem = text.Contains('\0') ? "it is not a text file" : HoconBraces.FindMismatch(text);
            return problem is null
                ? ConfigurationFactory.ParseString(text)
                : throw new SettingsException([$"{file}: is not valid HOCON: {problem}"]);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException([$"{file}: there is no such file"]);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file))
        {
            throw new SettingsException([$"{file}: this is a folder, not a file"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{file}: cannot be read: {e.Message}"]);
        }
        catch (Exception e) when (e is not SettingsException)
        {
            throw new SettingsException([$"{file}: is not valid HOCON: {e.Message.ReplaceLineEndings(" ")}"]);
        }
    }

    /// <summary>Every key under <c>fleet</c> that has a value of its own, with the value as text.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Leaves(Config config) =>
        config.HasPath("fleet") ? Leaves("fleet", config.GetValue("fleet")) : [];

    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, HoconValue value) =>
        value.IsObject()
            ? value.GetObject().Items.SelectMany(item => Leaves(path + "." + item.Key, item.Value))
            : [KeyValuePair.Create(path, value.IsString() ? value.GetString() : value.ToString())];

    private static IEnumerable<string> TopLevelKeys(Config config) =>
        config.IsEmpty ? [] : config.Root.GetObject().Items.Keys;

    private static string BuiltInText()
    {
        using var stream = typeof(SettingsSource).Assembly.GetManifestResourceStream("fleet.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(\d+)\s*(B|KiB|MiB|GiB)?$")]
    private static partial Regex SizePattern();
}
