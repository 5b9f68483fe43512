using Fleet.Storage.ReadSide;

namespace Fleet.Storage.Tests;

/// <summary>What the read tables should say, kept the simplest way.</summary>
internal sealed class ReadModel
{
    private readonly List<Run> _runs = [];
    private readonly List<OutputVersion> _versions = [];
    private readonly Dictionary<string, DeviceRow> _devices = new(StringComparer.OrdinalIgnoreCase);

    public void Apply(CollectionFact fact)
    {
        switch (fact)
        {
            case CollectionFact.RunStarted e when !_runs.Any(r => r.Id == e.Run && r.Beginning is not null):
                RunOf(e.Run, e.At).Beginning = e;
                break;
            case CollectionFact.RunResumed e:
                (RunOf(e.Run, e.At).State, RunOf(e.Run, e.At).Ended) = (RunState.Open, null);
                break;
            case CollectionFact.RunEnded e:
                (RunOf(e.Run, e.At).State, RunOf(e.Run, e.At).Ended) =
                    (e.Interrupted ? RunState.Interrupted : RunState.Completed, e.At);
                break;
            case CollectionFact.SessionEnded e:
                Apply(e, RunOf(e.Run, e.Started), tried: true);
                break;
            case CollectionFact.DeviceSkipped e:
                Apply(
                    new CollectionFact.SessionEnded(
                        e.Run, e.Device, e.Attempt, e.At, e.At, e.Failure, e.Reason, true,
                        [.. e.Commands.Select(c => new CommandFact(c, null, 0, e.At, e.Failure, e.Reason))]),
                    RunOf(e.Run, e.At),
                    tried: false);
                break;
            case CollectionFact.DeviceQuarantined e:
                _devices[e.Device.Name] = DeviceOf(e.Device) with { Quarantine = e.Quarantine };
                break;
            case CollectionFact.DeviceReleased e:
                _devices[e.Device.Name] = DeviceOf(e.Device) with { Quarantine = null };
                break;
        }
    }

    public IEnumerable<RunRow> Runs() => _runs.Select(r =>
    {
        var (collected, failed) = (r.Outcomes.Count(o => o.Failure is null), r.Outcomes.Count(o => o.Failure is not null));
        var expected = Math.Max(r.Beginning?.Outputs ?? 0, collected + failed);
        var rest = expected - collected - failed;
        return new RunRow(
            r.Id, r.State, r.Beginning?.At ?? r.FirstSeen, r.Ended, r.Beginning?.Source ?? "", r.Beginning?.Plan ?? default,
            r.Beginning?.Devices ?? 0, expected, collected, failed,
            r.State == RunState.Open ? 0 : rest, r.State == RunState.Open ? rest : 0,
            r.Outcomes.Where(o => o.Failure is null).Sum(o => o.Bytes));
    });

    public IEnumerable<OutcomeRow> Outcomes(string run) => _runs.Single(r => r.Id == run).Outcomes
        .Select(o => o with { Device = _devices[o.Device].Name })
        .OrderBy(o => o.Device.ToUpperInvariant(), StringComparer.Ordinal).ThenBy(o => o.Command, StringComparer.Ordinal);

    public IEnumerable<FailureGroup> Failures(string run) => Outcomes(run)
        .Where(o => o.Failure is not null)
        .GroupBy(o => o.Failure!)
        .Select(g => new FailureGroup(g.Key, g.DistinctBy(o => o.Device).Count(), g.Count(), g.First().Device, null))
        .OrderByDescending(g => g.Devices).ThenByDescending(g => g.Outputs).ThenBy(g => g.Failure, StringComparer.Ordinal);

    public IEnumerable<OutputVersion> Versions(string device, string command) => _versions
        .Where(v => v.Command == command && v.Device.Equals(device, StringComparison.OrdinalIgnoreCase))
        .Select(v => v with { Device = _devices[v.Device].Name });

    public OutputVersion? FindOutput(string device, string command, string run) => Outcomes(run)
        .Where(o => o.Failure is null && o.Command == command && o.Device.Equals(device, StringComparison.OrdinalIgnoreCase))
        .Select(o => new OutputVersion(o.Device, o.Command, o.Output!.Value, o.Bytes, o.At, run))
        .SingleOrDefault();

    public IEnumerable<DeviceRow> Devices() => _devices.Values.OrderBy(d => d.Name.ToUpperInvariant(), StringComparer.Ordinal);

    private DeviceRow DeviceOf(DeviceFact device) => _devices.GetValueOrDefault(device.Name)
        ?? new DeviceRow(device.Name, device.Site, device.Platform, device.Host, device.Port, null, null, null, null, 0);

    private void Apply(CollectionFact.SessionEnded e, Run run, bool tried)
    {
        if (!run.Sessions.Add((e.Device.Name.ToUpperInvariant(), e.Attempt)))
        {
            return;
        }

        var seen = DeviceOf(e.Device) with
        {
            Name = e.Device.Name,
            Site = e.Device.Site,
            Platform = e.Device.Platform,
            Host = e.Device.Host,
            Port = e.Device.Port,
        };
        _devices[e.Device.Name] = !tried ? seen : seen with
        {
            LastSession = e.Ended,
            LastSuccess = e.Failure is null ? e.Ended : seen.LastSuccess,
            Failure = e.Failure,
            Reason = e.Reason,
            FailuresInARow = e.Failure is null ? 0 : seen.FailuresInARow + 1,
            Quarantine = e.Failure is null ? null : seen.Quarantine,
        };
        foreach (var c in e.Commands)
        {
            if (run.Outcomes.Any(o => o.Command == c.Command && o.Device.Equals(e.Device.Name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            run.Outcomes.Add(new OutcomeRow(e.Device.Name, c.Command, c.Output, c.Bytes, c.At, c.Failure, c.Reason));
            if (c.Failure is null && Versions(e.Device.Name, c.Command).LastOrDefault()?.Output != c.Output)
            {
                _versions.Add(new OutputVersion(e.Device.Name, c.Command, c.Output!.Value, c.Bytes, c.At, run.Id));
            }
        }
    }

    private Run RunOf(string id, DateTimeOffset at)
    {
        var run = _runs.SingleOrDefault(r => r.Id == id);
        if (run is null)
        {
            _runs.Add(run = new Run { Id = id, FirstSeen = at });
        }

        return run;
    }

    private sealed class Run
    {
        public required string Id { get; init; }

        public required DateTimeOffset FirstSeen { get; init; }

        public CollectionFact.RunStarted? Beginning { get; set; }

        public RunState State { get; set; }

        public DateTimeOffset? Ended { get; set; }

        public List<OutcomeRow> Outcomes { get; } = [];

        public HashSet<(string Device, int Attempt)> Sessions { get; } = [];
    }
}
