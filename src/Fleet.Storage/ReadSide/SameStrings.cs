namespace Fleet.Storage.ReadSide;

/// <summary>Compares lists by their strings.</summary>
internal sealed class SameStrings : IEqualityComparer<IReadOnlyList<string>>
{
    public static readonly SameStrings Instance = new();

    public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    public int GetHashCode(IReadOnlyList<string> list)
    {
        var hash = new HashCode();
        foreach (var text in list)
        {
            hash.Add(text);
        }

        return hash.ToHashCode();
    }
}
