namespace Fleet.Collection.Inspection;

/// <summary>What a verification of a data folder found.</summary>
/// <param name="Checks">Each check with its findings.</param>
public sealed record VerificationReport(IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Checks.All(c => c.Problems.Count == 0);
}

/// <summary>One check.</summary>
/// <param name="Name">What was checked, as a sentence that is true when there are no problems.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="Problems">A line for each problem, at most <see cref="ProblemsKept"/> and one that counts the rest.</param>
public sealed record VerificationCheck(string Name, long Checked, IReadOnlyList<string> Problems)
{
    /// <summary>How many problems of one check are listed.</summary>
    public const int ProblemsKept = 100;
}
