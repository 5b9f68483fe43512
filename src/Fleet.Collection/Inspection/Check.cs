namespace Fleet.Collection.Inspection;

/// <summary>One check while it is carried out.</summary>
/// <param name="name">What is checked, as a sentence that is true when there are no problems.</param>
internal sealed class Check(string name)
{
    private readonly List<string> _problems = [];
    private long _dropped;

    /// <summary>How many things were looked at.</summary>
    public long Count { get; set; }

    public void Fail(string problem)
    {
        if (_problems.Count < VerificationCheck.ProblemsKept)
        {
            _problems.Add(problem);
        }
        else
        {
            _dropped++;
        }
    }

    /// <summary>Looks at a figure that stands in two places.</summary>
    public void Expect(string what, long inJournal, long inTables)
    {
        Count++;
        if (inJournal != inTables)
        {
            Fail($"{what} is {inTables} in the read tables, and {inJournal} in the journal");
        }
    }

    public VerificationCheck ToResult() => new(
        name, Count, _dropped == 0 ? _problems : [.. _problems, $"and {_dropped} more"]);
}
