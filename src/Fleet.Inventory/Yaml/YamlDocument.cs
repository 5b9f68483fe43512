using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fleet.Inventory.Yaml;

/// <summary>
/// Reads YAML 1.2 text to nodes with positions. Aliases share their anchor's node; merge keys (<c>&lt;&lt;</c>) and
/// custom tags are refused rather than misread. Depth and number of nodes are bounded, repeats by alias counted in,
/// so that no text costs more than its size allows.
/// </summary>
public sealed class YamlDocument
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 5_000_000;

    private readonly Parser _parser;
    private readonly ErrorList _errors;
    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = [];
    private readonly Stack<Mark> _openBrackets = [];
    // The children of the nodes under way, innermost last: each node takes its own, counted and copied once.
    private readonly List<YamlNode> _items = [];
    private readonly List<KeyValuePair<YamlScalar, YamlNode>> _entries = [];

    private int _nodes;

    private YamlDocument(string text, ErrorList errors)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _errors = errors;
    }

    /// <summary>Reads the one document of a text.</summary>
    /// <returns>The root; <see langword="null"/> with an error added when the text is no YAML or empty.</returns>
    public static YamlNode? Parse(string text, ErrorList errors) => new YamlDocument(text, errors).Read(text);

    private YamlNode? Read(string text)
    {
        try
        {
            Next();
            if (Next() is not DocumentStart)
            {
                _errors.Add(0, 0, "the file is empty");
                return null;
            }

            var root = ReadNode(Next(), depth: 0);
            Next();
            if (Next() is DocumentStart second)
                throw Refused(second, "a second document begins here; one file holds one document");
            return root;
        }
        catch (RefusedException refused)
        {
            _errors.Add((int)refused.At.Line, (int)refused.At.Column, refused.Message);
        }
        catch (YamlException broken)
        {
            AddSyntaxError(text, broken.Start, broken.Message);
        }
        catch (Exception unforeseen) when (unforeseen is InvalidOperationException or ArgumentException)
        {
            // The parser's own state gave out, as it does for some texts that break off inside of brackets.
            var at = _openBrackets.TryPeek(out var bracket) ? bracket : _parser.Current?.End ?? Mark.Empty;
            AddSyntaxError(text, at, "the structure breaks off after this; a bracket or an indentation is missing");
        }

        return null;
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext())
            throw new YamlException(_parser.Current!.End, _parser.Current.End, "unexpected end of the file");
        return _parser.Current!;
    }

    private YamlNode ReadNode(ParsingEvent start, int depth)
    {
        if (depth > DeepestNesting)
            throw Refused(start, $"nested deeper than {DeepestNesting} levels");
        int before = _nodes;
        Count(1, start);
        if (start is AnchorAlias alias)
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
                throw Refused(start, $"'*{alias.Value.Value}' refers to no '&{alias.Value.Value}' before it");
            Count(anchored.Size, start);
            return anchored.Node;
        }

        if (start is not NodeEvent properties)
            throw Refused(start, "not valid YAML: a value is expected here");
        if (!properties.Tag.IsEmpty && !properties.Tag.IsNonSpecific
            && !properties.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            throw Refused(start, "tags ('!...') are not supported; write the value alone");
        }

        YamlNode node = start switch
        {
            Scalar scalar => new YamlScalar(Line(start), Column(start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart list => ReadList(list, depth),
            _ => ReadMap((MappingStart)start, depth),
        };
        if (!properties.Anchor.IsEmpty)
            _anchors[properties.Anchor.Value] = (node, _nodes - before);
        return node;
    }

    private YamlList ReadList(SequenceStart start, int depth)
    {
        if (start.Style == SequenceStyle.Flow)
            _openBrackets.Push(start.Start);
        int first = _items.Count;
        for (var next = Next(); next is not SequenceEnd; next = Next())
            _items.Add(ReadNode(next, depth + 1));
        if (start.Style == SequenceStyle.Flow)
            _openBrackets.Pop();
        return new YamlList(Line(start), Column(start), TakeFrom(_items, first));
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        if (start.Style == MappingStyle.Flow)
            _openBrackets.Push(start.Start);
        int first = _entries.Count;
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            if (ReadNode(next, depth + 1) is not YamlScalar key)
                throw Refused(next, "a key is text, not a list or a map");
            if (next is Scalar { Value: "<<", Style: ScalarStyle.Plain })
                throw Refused(next, "merge keys ('<<') are not supported; repeat the settings, or name them once in a group");
            _entries.Add(new(key, ReadNode(Next(), depth + 1)));
        }

        if (start.Style == MappingStyle.Flow)
            _openBrackets.Pop();
        return new YamlMap(Line(start), Column(start), TakeFrom(_entries, first));
    }

    private static T[] TakeFrom<T>(List<T> list, int first)
    {
        T[] taken = new T[list.Count - first];
        list.CopyTo(first, taken, 0, taken.Length);
        list.RemoveRange(first, taken.Length);
        return taken;
    }

    private void Count(int nodes, ParsingEvent at)
    {
        if (nodes > MostNodes - _nodes)
            throw Refused(at, $"more than {MostNodes:N0} values, repeats by alias counted in");
        _nodes += nodes;
    }

    private void AddSyntaxError(string text, Mark at, string problem)
    {
        int line = Math.Max(1, (int)at.Line);
        int column = Math.Max(1, (int)at.Column);
        if (problem.Contains(" tab ", StringComparison.Ordinal) && FindTab(text, line) is { } tab)
            _errors.Add(tab.Line, tab.Column, "not valid YAML: lines are indented with spaces, this is a tab");
        else if (_openBrackets.TryPeek(out var bracket) && bracket.Line < line)
            _errors.Add((int)bracket.Line, (int)bracket.Column, $"not valid YAML: this bracket is not closed before line {line}");
        else
            _errors.Add(line, column, $"not valid YAML: {char.ToLowerInvariant(problem[0])}{problem[1..].TrimEnd('.')}{Advice(problem)}");
    }

    /// <summary>What would be right, for the mistakes that people make most.</summary>
    private static string Advice(string problem) => problem switch
    {
        _ when problem.Contains("invalid mapping", StringComparison.Ordinal) => "; put a value that contains ': ' in quotes",
        _ when problem.Contains("cannot start any token", StringComparison.Ordinal) => "; put a value that begins with it in quotes",
        _ when problem.Contains("expected key", StringComparison.Ordinal)
            || problem.Contains("expected '-'", StringComparison.Ordinal) => "; is this indented as its neighbours are?",
        _ => "",
    };

    /// <summary>The first tab in the indentation of a line, from a line on: the parser only says where the block began.</summary>
    private static (int Line, int Column)? FindTab(string text, int from)
    {
        int number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number < from)
                continue;
            int indent = line.IndexOfAnyExcept(' ');
            if (indent >= 0 && line[indent] == '\t')
                return (number, indent + 1);
        }

        return null;
    }

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private static int Column(ParsingEvent e) => (int)e.Start.Column;

    private static RefusedException Refused(ParsingEvent at, string message) => new(at.Start, message);

    private sealed class RefusedException(Mark at, string message) : Exception(message)
    {
        public Mark At { get; } = at;
    }
}
