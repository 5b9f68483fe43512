using System.Globalization;
using Fleet.Chaos.Checking;
using Fleet.Chaos.Rounds;

namespace Fleet.Chaos;

/// <summary>The result of a round.</summary>
internal sealed record RoundResult(Kind Kind)
{
    /// <summary>Disturbances that were aimed at.</summary>
    public int Aimed { get; set; }

    /// <summary>Those that hit.</summary>
    public int Hits { get; set; }

    /// <summary>What the round came to; <see langword="null"/> when it could not be judged.</summary>
    public Verdict? Verdict { get; set; }

    /// <summary>Why it could not be judged.</summary>
    public string? Problem { get; set; }

    /// <summary>Whether it was judged and nothing was found.</summary>
    public bool IsClean => Verdict is { IsClean: true };
}

/// <summary>Sums up a campaign: a line a kind, and one for all.</summary>
internal sealed class ResultTable
{
    private readonly List<RoundResult> _results = [];
    private readonly HashSet<Kind> _skipped = [];

    /// <summary>Whether every round was judged, and clean.</summary>
    public bool IsClean => _results.TrueForAll(r => r.IsClean);

    public void Add(RoundResult result) => _results.Add(result);

    /// <summary>A kind could not be held on this machine.</summary>
    public void AddSkipped(Kind kind) => _skipped.Add(kind);

    /// <summary>Prints it. The points aimed at and hit are kills, signals, or whatever the kind is about.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"{"kind",-22}{"rounds",8}{"aimed",8}{"hit",8}{"acknowledged",14}{"lost",8}{"wrong",8}{"duplicated",12}{"not judged",12}");
        foreach (var kind in Kind.All)
        {
            if (_skipped.Contains(kind))
                output.WriteLine($"{kind.Name,-22}{"skipped",8}");
            else if (_results.FindAll(r => r.Kind == kind) is { Count: > 0 } results)
                output.WriteLine(Row(kind.Name, results));
        }

        output.WriteLine(Row("total", _results));
    }

    private static string Row(string name, List<RoundResult> results) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-22}{results.Count,8}{results.Sum(r => r.Aimed),8}{results.Sum(r => r.Hits),8}"
            + $"{results.Sum(r => r.Verdict?.Acknowledged ?? 0),14}{results.Sum(r => r.Verdict?.Lost.Count ?? 0),8}"
            + $"{results.Sum(r => r.Verdict?.Wrong.Count ?? 0),8}{results.Sum(r => r.Verdict?.Duplicated.Count ?? 0),12}"
            + $"{results.Count(r => r.Verdict is null),12}");
}
