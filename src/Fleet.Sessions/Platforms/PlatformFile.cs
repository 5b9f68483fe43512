using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Sessions.Platforms;

/// <summary>
/// Reads one platform definition. The fields are those of scrapli's definition files; those that only other tools use
/// are passed over. Our own are <c>channel</c>, <c>shell</c> or <c>exec</c>, and <c>type_ahead</c>.
/// </summary>
internal sealed class PlatformFile
{
    private const int MostBytes = 1 << 20;

    private static readonly string[] Keys =
    [
        "prompt_pattern", "default_mode", "modes", "prompt_excludes", "failure_indicators", "on_open_instructions",
        "on_close_instructions", "channel", "type_ahead",
        // Passed over: of use to other tools only.
        "force_in_session_auth", "bypass_in_session_auth", "ntc_templates_platform", "genie_platform",
    ];

    private static readonly string[] ModeKeys =
        ["name", "prompt_pattern", "prompt_exact", "prompt_excludes", "accessible_modes"];

    private static readonly string[] TransitionKeys = ["name", "instructions"];

    private static readonly string[] TypeAheadKeys = ["most", "commands", "comment"];

    private readonly YamlReader _reader;
    private readonly InstructionReader _instructions;
    private readonly List<YamlScalar> _references = [];

    private PlatformFile(ErrorList errors)
    {
        _reader = new YamlReader(errors);
        _instructions = new InstructionReader(_reader, _references);
    }

    /// <summary>Reads a file; the platform is called as the file is without its extension.</summary>
    /// <returns>The definition; <see langword="null"/> when there are errors.</returns>
    public static PlatformDefinition? Load(string path, out IReadOnlyList<SourceError> errors)
    {
        var list = new ErrorList(path);
        var definition = TextFile.Read(path, MostBytes, list) is { } text
            ? Parse(text, Path.GetFileNameWithoutExtension(path), list)
            : null;
        errors = list.ToSortedList();
        return definition;
    }

    /// <summary>Reads a text.</summary>
    /// <returns>The definition; <see langword="null"/> when there are errors.</returns>
    public static PlatformDefinition? Parse(string text, string name, ErrorList errors)
    {
        var root = YamlDocument.Parse(text, errors);
        var definition = root is null ? null : new PlatformFile(errors).Read(root, name);
        return errors.Count == 0 ? definition : null;
    }

    private PlatformDefinition Read(YamlNode root, string name)
    {
        var definition = new PlatformDefinition { Name = name, PromptPattern = "", DefaultMode = "", Modes = [] };
        foreach (var (key, value) in _reader.Fields(root, "a platform", Keys))
        {
            definition = key.Value switch
            {
                "prompt_pattern" => definition with { PromptPattern = _reader.Pattern(value, "prompt_pattern") ?? "" },
                "default_mode" => definition with { DefaultMode = Reference(value, "default_mode") },
                "modes" => definition with { Modes = ReadModes(value) },
                "prompt_excludes" => definition with { PromptExcludes = _reader.Texts(value, "prompt_excludes") },
                "failure_indicators" => definition with { FailureIndicators = _reader.Texts(value, "failure_indicators") },
                "on_open_instructions" => definition with { OnOpen = _instructions.Read(value, "on_open_instructions") },
                "on_close_instructions" => definition with { OnClose = _instructions.Read(value, "on_close_instructions") },
                "channel" => definition with { Channel = ReadChannel(value) },
                "type_ahead" => definition with { TypeAhead = ReadTypeAhead(value) },
                _ => definition,
            };
        }

        _reader.Require(root, "a platform", "prompt_pattern", "default_mode", "modes");
        CheckReferences(definition.Modes);
        return definition;
    }

    private ChannelKind ReadChannel(YamlNode node) =>
        _reader.Word(node, "channel", ["shell", "exec"]) == "exec" ? ChannelKind.Exec : ChannelKind.Shell;

    private TypeAhead ReadTypeAhead(YamlNode node)
    {
        var ahead = new TypeAhead(TypeAhead.Limit, "", "");
        foreach (var (key, value) in _reader.Fields(node, "type_ahead", TypeAheadKeys))
        {
            ahead = key.Value switch
            {
                "most" => ahead with { Most = _reader.Number(value, "most", 2, TypeAhead.Limit) ?? TypeAhead.Limit },
                "commands" => ahead with { Commands = _reader.Pattern(value, "commands") ?? "" },
                _ => ahead with { Comment = _reader.Line(value, "comment") ?? "" },
            };
        }

        _reader.Require(node, "type_ahead", TypeAheadKeys);
        return ahead;
    }

    private List<PlatformMode> ReadModes(YamlNode node)
    {
        var modes = new List<PlatformMode>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = _reader.Items(node, "modes");
        if (node is YamlList && items.Count == 0)
            _reader.Errors.Add(node, "modes is empty: describe at least one");
        foreach (var item in items)
        {
            var mode = ReadMode(item);
            modes.Add(mode);
            if (mode.Name.Length > 0 && !lines.TryAdd(mode.Name, item.Line))
                _reader.Errors.Add(item, $"mode {YamlReader.Quote(mode.Name)} is already described in line {lines[mode.Name]}");
        }

        return modes;
    }

    private PlatformMode ReadMode(YamlNode node)
    {
        var mode = new PlatformMode { Name = "" };
        foreach (var (key, value) in _reader.Fields(node, "a mode", ModeKeys))
        {
            mode = key.Value switch
            {
                "name" => mode with { Name = _reader.Line(value, "name") ?? "" },
                "prompt_pattern" => mode with { PromptPattern = _reader.Pattern(value, "prompt_pattern") },
                "prompt_exact" => mode with { PromptExact = _reader.NonEmpty(value, "prompt_exact") },
                "prompt_excludes" => mode with { PromptExcludes = _reader.Texts(value, "prompt_excludes") },
                _ => mode with { AccessibleModes = ReadTransitions(value) },
            };
        }

        _reader.Require(node, "a mode", "name");
        _reader.RequireOne(node, "a mode", "prompt_pattern", "prompt_exact");
        return mode;
    }

    private List<ModeTransition> ReadTransitions(YamlNode node)
    {
        var transitions = new List<ModeTransition>();
        foreach (var item in _reader.Items(node, "accessible_modes"))
        {
            var transition = new ModeTransition("", []);
            foreach (var (key, value) in _reader.Fields(item, "an accessible mode", TransitionKeys))
            {
                transition = key.Value == "name"
                ? transition with { Name = Reference(value, "name") }
                : transition with { Instructions = _instructions.Read(value, "instructions") };
            }

            _reader.Require(item, "an accessible mode", TransitionKeys);
            transitions.Add(transition);
        }

        return transitions;
    }

    private string Reference(YamlNode node, string what)
    {
        if (_reader.Line(node, what) is not { } mode)
            return "";
        _references.Add((YamlScalar)node);
        return mode;
    }

    private void CheckReferences(IReadOnlyList<PlatformMode> modes)
    {
        string[] names = [.. modes.Select(m => m.Name).Where(n => n.Length > 0).Distinct()];
        foreach (var reference in _references.Where(r => !names.Contains(r.Value, StringComparer.Ordinal)))
        {
            string known = names.Length > 0 ? $"; the modes are {string.Join(", ", names)}" : "; no mode is described";
            _reader.Errors.Add(reference, $"unknown mode {YamlReader.Quote(reference.Value)}{Spelling.DidYouMean(reference.Value, names, known)}");
        }
    }
}
