namespace Fleet.Collection.Permits;

/// <summary>Finds those that take much longer than usual with something that all do, such as logging in.</summary>
/// <param name="least">A time that is never too long.</param>
internal sealed class Overtime<T>(TimeSpan least)
{
    private readonly UsualTime _usual = new(least);
    private readonly LinkedList<(T Who, TimeSpan Begun)> _underWay = [];

    /// <summary>Somebody begins; nobody who began earlier is told later.</summary>
    public LinkedListNode<(T Who, TimeSpan Begun)> Begin(T who, TimeSpan now) => _underWay.AddLast((who, now));

    /// <summary>Somebody is done, or no longer at it.</summary>
    /// <param name="entry">What <see cref="Begin"/> returned.</param>
    /// <param name="now">The time.</param>
    /// <param name="isDone">Whether it says how long it takes.</param>
    public void End(LinkedListNode<(T Who, TimeSpan Begun)> entry, TimeSpan now, bool isDone)
    {
        entry.List?.Remove(entry);
        if (isDone)
        {
            _usual.OnDone(now - entry.Value.Begun);
        }
    }

    /// <summary>The next who takes too long; each is named once.</summary>
    public bool TryFind(TimeSpan now, out T who)
    {
        who = default!;
        if (_underWay.First is not { } oldest || !(now - oldest.Value.Begun > _usual.AtMost))
        {
            return false;
        }

        _underWay.RemoveFirst();
        who = oldest.Value.Who;
        return true;
    }
}
