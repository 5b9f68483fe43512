using System.IO.Enumeration;
using Fleet.Farm.Faults;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Fleets;

/// <summary>Which device has which faults.</summary>
internal sealed class FaultAssignment
{
    private readonly Dictionary<int, IReadOnlyList<PlannedFault>> _faults = [];
    private readonly SimulatedFleet _fleet;

    /// <summary>Deals the faults of a fleet's profile out: first those of named devices, then the shares of the rest.</summary>
    public FaultAssignment(SimulatedFleet fleet)
    {
        _fleet = fleet;
        var rules = fleet.Profile.Faults;
        if (rules.Any(r => r.Devices.Count > 0))
        {
            NameDevices(rules);
        }

        var shares = Enumerable.Range(0, rules.Count).Where(r => rules[r].Percent > 0).ToArray();
        if (shares.Length > 0)
        {
            DealShares(shares);
        }
    }

    /// <summary>Patterns that no device's name matches, by the index of their rule.</summary>
    public List<(int Rule, string Pattern)> Unmatched { get; } = [];

    /// <summary>Shares that too few devices are left for, by the index of their rule.</summary>
    public List<(int Rule, int Wanted, int Found)> Shortages { get; } = [];

    /// <summary>All devices that have faults, by their index.</summary>
    public IEnumerable<(int Index, IReadOnlyList<PlannedFault> Faults)> All =>
        _faults.OrderBy(f => f.Key).Select(f => (f.Key, f.Value));

    /// <summary>The faults of a device.</summary>
    public IReadOnlyList<PlannedFault> Of(int index) => _faults.GetValueOrDefault(index, []);

    private bool Suits(FaultKind kind, int index) =>
        FaultExpectation.CanShow(kind, _fleet.PlatformOf(index).Name)
        && (kind != FaultKind.EnableRefused || _fleet.CredentialOf(index).Enable.Length > 0);

    private void NameDevices(IReadOnlyList<FaultRule> rules)
    {
        var names = Enumerable.Range(0, _fleet.Count).Select(_fleet.NameOf).ToArray();
        for (var rule = 0; rule < rules.Count; rule++)
        {
            var named = new SortedSet<int>();
            foreach (var pattern in rules[rule].Devices)
            {
                var matches = Enumerable.Range(0, names.Length)
                    .Where(i => FileSystemName.MatchesSimpleExpression(pattern, names[i])).ToArray();
                named.UnionWith(matches);
                if (matches.Length == 0)
                {
                    Unmatched.Add((rule, pattern));
                }
            }

            foreach (var device in named)
            {
                _faults[device] = [.. Of(device), Plan(rules[rule])];
            }
        }
    }

    private void DealShares(int[] shares)
    {
        var rules = _fleet.Profile.Faults;
        var counts = Apportionment.Divide(_fleet.Count, [.. shares.Select(r => rules[r].Percent)]);
        var free = new LinkedList<int>(_fleet.FaultOrder().Where(i => !_faults.ContainsKey(i)));

        // Faults that few devices can have choose first.
        foreach (var i in Enumerable.Range(0, shares.Length).OrderBy(i => Rank(rules[shares[i]].Kind)))
        {
            var fault = new[] { Plan(rules[shares[i]]) };
            var left = counts[i];
            for (var node = free.First; node is not null && left > 0;)
            {
                var next = node.Next;
                if (Suits(fault[0].Kind, node.Value))
                {
                    _faults[node.Value] = fault;
                    free.Remove(node);
                    left--;
                }

                node = next;
            }

            if (left > 0)
            {
                Shortages.Add((shares[i], counts[i], counts[i] - left));
            }
        }
    }

    private static int Rank(FaultKind kind) => kind switch
    {
        FaultKind.EnableRefused => 0,
        FaultKind.PromptChanges => 1,
        _ => 2,
    };

    private static PlannedFault Plan(FaultRule rule) => new(rule.Kind, rule.From, rule.From + rule.For);
}
