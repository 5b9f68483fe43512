using Fleet.Inventory;
using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>What holds back the sessions with one site's devices: a number that was set, and its circuit.</summary>
/// <param name="name">The site.</param>
/// <param name="number">Tells it from all others.</param>
/// <param name="sessions">Sessions at once; 0 for any number.</param>
/// <param name="circuit">Its circuit.</param>
internal sealed class SiteGate(string name, int number, int sessions, SiteCircuit circuit)
{
    public string Name => name;

    public int Number => number;

    /// <summary>
    /// The site's circuit; <see langword="null"/> for devices of which the inventory names no site: they have no line in
    /// common that could be down.
    /// </summary>
    public SiteCircuit? Circuit { get; } = name == Device.NoSite ? null : circuit;

    /// <summary>Sessions under way.</summary>
    public int Held { get; private set; }

    /// <summary>Those of them that are not stalled: what the site's share is counted by.</summary>
    public int Active { get; private set; }

    /// <summary>Number of its latest grant; 0 before the first.</summary>
    public long LastGrant { get; private set; }

    /// <summary>What whoever waits is told when the site is not to be waited for.</summary>
    public SessionRouter.Denied Denial => new(
        FailureClass.SiteUnavailable,
        $"hardly any device of site {name} could be reached, nor by {Circuit!.FailedProbes} probes since");

    public bool IsFull => sessions > 0 && Held >= sessions;

    public bool IsOpen(TimeSpan now) => !IsFull && Circuit?.Allows(now) != false;

    /// <summary>A session begins.</summary>
    /// <returns>The circuit's ticket; 0 without one.</returns>
    public long OnBegun(long grant, bool isRetry)
    {
        Held++;
        Active++;
        LastGrant = grant;
        return Circuit?.OnBegun(isRetry) ?? 0;
    }

    /// <summary>So many sessions more are stalled, or fewer.</summary>
    public void OnStalled(int sessions) => Active -= sessions;

    /// <summary>A session that is not stalled has ended.</summary>
    public void OnEnded()
    {
        Held--;
        Active--;
    }
}
