namespace Fleet.Collection.Permits;

/// <summary>
/// Who may hold a session: at most <see cref="Limit"/> holders, the rest waits in line. Plain bookkeeping without actors;
/// nobody stands in it twice.
/// </summary>
/// <typeparam name="T">What identifies a holder.</typeparam>
public sealed class PermitPool<T>(int limit)
    where T : notnull
{
    private readonly HashSet<T> _holders = [];
    private readonly LinkedList<T> _line = [];
    private readonly Dictionary<T, LinkedListNode<T>> _waiting = [];

    /// <summary>Holders at once, at least 1.</summary>
    public int Limit { get; } = limit;

    /// <summary>How many hold a permit.</summary>
    public int Held => _holders.Count;

    /// <summary>How many wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Puts somebody in line who neither holds a permit nor waits already.</summary>
    public void Request(T who)
    {
        if (!_holders.Contains(who) && !_waiting.ContainsKey(who))
        {
            _waiting.Add(who, _line.AddLast(who));
        }
    }

    /// <summary>Gives the next permit, if there is one and somebody waits.</summary>
    public bool TryGrant(out T who)
    {
        if (_line.First is not { } first || _holders.Count >= Limit)
        {
            who = default!;
            return false;
        }

        who = first.Value;
        _line.RemoveFirst();
        _waiting.Remove(who);
        _holders.Add(who);
        return true;
    }

    /// <summary>Somebody no longer holds a permit, nor waits for one.</summary>
    /// <returns>Whether that had been so.</returns>
    public bool Release(T who)
    {
        if (_holders.Remove(who))
        {
            return true;
        }

        if (!_waiting.Remove(who, out var node))
        {
            return false;
        }

        _line.Remove(node);
        return true;
    }
}
