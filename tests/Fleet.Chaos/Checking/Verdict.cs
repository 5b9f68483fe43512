namespace Fleet.Chaos.Checking;

/// <summary>What a round came to.</summary>
internal sealed class Verdict
{
    private readonly List<string> _lost = [];
    private readonly List<string> _wrong = [];
    private readonly List<string> _duplicated = [];
    private readonly List<string> _notes = [];

    /// <summary>Outputs that were acknowledged.</summary>
    public int Acknowledged { get; set; }

    /// <summary>What was acknowledged and is not there: a line for each.</summary>
    public IReadOnlyList<string> Lost => _lost;

    /// <summary>What is there and is not what was acknowledged, or sent, or does not fit together.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>What was collected, recorded or acknowledged twice.</summary>
    public IReadOnlyList<string> Duplicated => _duplicated;

    /// <summary>What is worth knowing and no fault.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether nothing is lost, wrong or duplicated.</summary>
    public bool IsClean => _lost.Count + _wrong.Count + _duplicated.Count == 0;

    public void AddLost(string what) => _lost.Add(what);

    public void AddWrong(string what) => _wrong.Add(what);

    public void AddDuplicated(string what) => _duplicated.Add(what);

    public void AddNote(string what) => _notes.Add(what);
}
