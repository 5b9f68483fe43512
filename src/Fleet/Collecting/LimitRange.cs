using Fleet.Collection.Permits;

namespace Fleet.Collecting;

/// <summary>How the limit of sessions at once moved in a run, as far as it was looked at.</summary>
internal sealed class LimitRange
{
    /// <summary>Whether it was found automatically.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>The latest.</summary>
    public int AtEnd { get; private set; }

    /// <summary>The lowest.</summary>
    public int Lowest { get; private set; }

    /// <summary>The highest.</summary>
    public int Highest { get; private set; }

    /// <summary>Notes how it stands; a status of before the first is none.</summary>
    public void Add(PermitStatus status)
    {
        if (status.Limit > 0)
        {
            IsAutomatic = status.IsAutomatic;
            AtEnd = status.Limit;
            Lowest = Lowest == 0 ? AtEnd : Math.Min(Lowest, AtEnd);
            Highest = Math.Max(Highest, AtEnd);
        }
    }
}
