using Akka.Actor;
using Akka.Hosting;
using Fleet.Collection.Permits;

namespace Fleet.Collection.Durability;

/// <summary>A part of the data folder that sessions are recorded in.</summary>
public enum StorePart
{
    /// <summary>The events: journal.db.</summary>
    Journal,

    /// <summary>The outputs: outputs.db.</summary>
    Outputs,

    /// <summary>The folder of large outputs on their way into the store.</summary>
    Spool,
}

/// <summary>What people know the parts by.</summary>
public static class StorePartNames
{
    /// <summary>The name of the file or folder in the data folder.</summary>
    public static string FileName(this StorePart part) => part switch
    {
        StorePart.Journal => "journal.db",
        StorePart.Outputs => "outputs.db",
        _ => "the spool folder",
    };
}

/// <summary>
/// Which parts of the store cannot be written at the moment, as those report who write. While there is one, no new
/// sessions should start: what they give would only wait, too. Safe to use from any thread.
/// </summary>
public sealed class StoreHealth(StorePatience patience, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<StorePart, Trouble> _troubles = [];

    /// <summary>How a part that fails is waited for.</summary>
    public StorePatience Patience => patience;

    /// <summary>Why no sessions should start, as text for people; <see langword="null"/> when they may.</summary>
    public string? Reason
    {
        get
        {
            lock (_lock)
            {
                return Describe();
            }
        }
    }

    /// <summary>
    /// Called with <see cref="Reason"/> whenever that has changed, in the order of the changes; must be quick.
    /// </summary>
    public event Action<string?>? Changed;

    /// <summary>A write failed, or does not come to its end.</summary>
    /// <param name="part">What could not be written.</param>
    /// <param name="reason">What is wrong and what to do, for people; <see langword="null"/> when nothing new is known.</param>
    /// <param name="waiting">How many sessions now wait for this part, if that is known.</param>
    public void Failed(StorePart part, string? reason, int? waiting = null) => Change(() =>
    {
        var known = _troubles.GetValueOrDefault(part);
        _troubles[part] = new Trouble(
            reason ?? known?.Reason ?? $"{part.FileName()} does not answer",
            known?.Since ?? clock.GetTimestamp(),
            waiting ?? known?.Waiting ?? 0);
    });

    /// <summary>A write succeeded, or nobody waits for this part any more.</summary>
    public void Recovered(StorePart part) => Change(() => _troubles.Remove(part));

    /// <summary>How much longer to wait for a part; the whole of it while the part does not fail.</summary>
    public TimeSpan PatienceLeft(StorePart part)
    {
        lock (_lock)
        {
            return _troubles.TryGetValue(part, out var trouble)
                ? patience.Limit - clock.GetElapsedTime(trouble.Since)
                : patience.Limit;
        }
    }

    /// <summary>The time until a part is tried again: longer after each failure, but no longer than patience lasts.</summary>
    /// <param name="part">The part.</param>
    /// <param name="failures">Failures in a row.</param>
    public TimeSpan NextTry(StorePart part, int failures)
    {
        var (wait, left) = (patience.Backoff(failures), PatienceLeft(part));
        return wait < left ? wait : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            var before = Describe();
            change();
            if (Describe() is var now && now != before)
            {
                Changed?.Invoke(now);
            }
        }
    }

    private string? Describe()
    {
        if (_troubles.Count == 0)
        {
            return null;
        }

        var reasons = string.Join(". ", _troubles.Values.Select(t => t.Reason.TrimEnd('.')).Distinct());
        return _troubles.Values.Sum(t => t.Waiting) switch
        {
            0 => $"{reasons}. New sessions start when that works again.",
            1 => $"{reasons}. 1 session waits to be stored; new ones start when that works again.",
            var waiting => $"{reasons}. {waiting} sessions wait to be stored; new ones start when that works again.",
        };
    }

    private sealed record Trouble(string Reason, long Since, int Waiting);
}

/// <summary>Connects the health of the store with the permits.</summary>
public static class StoreHealthHosting
{
    /// <summary>Sees to it that the <see cref="SessionRouter"/> grants no permits while the store cannot be written.</summary>
    public static AkkaConfigurationBuilder WithStoreHealth(this AkkaConfigurationBuilder builder, StoreHealth health) =>
        builder.WithActors((_, registry) =>
        {
            var router = registry.Get<SessionRouter>();
            health.Changed += reason => router.Tell(
                reason is null ? SessionRouter.Resume.Instance : new SessionRouter.Pause(reason), ActorRefs.NoSender);
        });
}
