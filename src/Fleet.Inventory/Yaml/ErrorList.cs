namespace Fleet.Inventory.Yaml;

/// <summary>Collects the errors of one file, so that all are reported at once.</summary>
/// <param name="file">The file as the user named it.</param>
public sealed class ErrorList(string file)
{
    /// <summary>How many errors are reported one by one; of the rest only the number is.</summary>
    public const int Most = 100;

    private readonly List<SourceError> _errors = [];
    private int _more;

    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>How many errors there are.</summary>
    public int Count => _errors.Count + _more;

    /// <summary>Adds an error at a node.</summary>
    public void Add(YamlNode at, string message) => Add(at.Line, at.Column, message);

    /// <summary>Adds an error at a node, whose message is only made if there is still room for it.</summary>
    public void Add(YamlNode at, Func<string> message)
    {
        if (_errors.Count < Most)
            Add(at.Line, at.Column, message());
        else
            _more++;
    }

    /// <summary>Adds an error at a place, 1-based; 0 and 0 for the whole file.</summary>
    public void Add(int line, int column, string message)
    {
        if (_errors.Count < Most)
            _errors.Add(new SourceError(File, line, column, message));
        else
            _more++;
    }

    /// <summary>The errors in the order of the file.</summary>
    public IReadOnlyList<SourceError> ToSortedList()
    {
        List<SourceError> sorted = [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];
        if (_more > 0)
            sorted.Add(new SourceError(File, 0, 0, $"and {_more} more errors"));
        return sorted;
    }
}
