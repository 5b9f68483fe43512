using Fleet.Chaos.Checking;
using Fleet.Chaos.Preload;
using Fleet.Lab;

namespace Fleet.Chaos.Rounds;

/// <summary>One round under way: a farm, a data folder, and the collectors that were started on it one after the other.</summary>
internal sealed class Round : IDisposable
{
    private const int MostRestarts = 5;

    private readonly Lock _starting = new();
    private readonly UserFolder _work = new();
    private readonly List<Collector> _collectors = [];
    private readonly List<IDisposable> _resources = [];
    private RunningFarm? _farm;
    private bool _isStopped;

    public Round(RoundPlan plan)
    {
        Plan = plan;
        Random = plan.Random();
        Data = _work.PathOf("disk", "data");
    }

    public RoundPlan Plan { get; }

    /// <summary>What the round's choices come from.</summary>
    public Random Random { get; }

    /// <summary>Where everything of the round is.</summary>
    public string Folder => _work.Folder;

    /// <summary>The data folder of the collectors.</summary>
    public string Data { get; }

    /// <summary>The collectors, in the order of their starts.</summary>
    public IReadOnlyList<Collector> Collectors => _collectors;

    /// <summary>Disturbances that were aimed at.</summary>
    public int Aimed { get; private set; }

    /// <summary>Those of them that hit: the process still ran, or came to the point.</summary>
    public int Hits { get; private set; }

    /// <summary>Whether the collectors' wall clock was changed, so that their times say nothing.</summary>
    public bool IsClockFalse { get; set; }

    /// <summary>Carries out the round and judges what it left.</summary>
    /// <exception cref="RoundException">It could not be judged.</exception>
    public async Task<Verdict> RunAsync()
    {
        File.Copy(InOutput("Rounds", "fleet.conf"), _work.PathOf("fleet.conf"));
        _farm = await RunningFarm.StartAsync(_work, InOutput("Rounds", "farm.yaml"), Plan.Devices, Plan.FarmSeed);
        await Plan.Kind.Disturb(this);
        await CompleteAsync();
        await _farm.StopAsync();
        return await JudgeAsync(ToHistory());
    }

    /// <summary>Starts the collector, or starts it again so that it goes on with the run.</summary>
    /// <param name="point">Where it is to end itself.</param>
    /// <param name="preload">Whether the library is needed for something else.</param>
    public Collector Start(Point? point = null, bool preload = false)
    {
        string[] arguments =
        [
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts", "--config", "fleet.conf",
            "--data", Data, "--json", .. IsThereARun() ? new[] { "--resume", "latest" } : [],
        ];
        lock (_starting)
        {
            if (_isStopped)
                throw new OperationCanceledException("The round was stopped.");
            var preloaded = point is null && !preload
                ? null
                : new Preloaded(_work.PathOf($"control-{_collectors.Count}"), Data, point);
            var process = preloaded is null
                ? RunningCollection.Start(_work, arguments)
                : RunningCollection.Start(_work, preloaded.Environment, arguments);
            var collector = new Collector(process, preloaded);
            _collectors.Add(collector);
            return collector;
        }
    }

    /// <summary>Starts the collector and waits until it has killed itself at a point, or has ended without coming there.</summary>
    public async Task KillAtAsync(Point point)
    {
        var collector = Start(point);
        await collector.EndAsync();
        Count(collector.WasKilled && collector.Preloaded!.IsHit);
    }

    /// <summary>Counts a disturbance.</summary>
    public void Count(bool hit)
    {
        Aimed++;
        Hits += hit ? 1 : 0;
    }

    /// <summary>Leaves something to be disposed with the round.</summary>
    public T Keep<T>(T resource)
        where T : IDisposable
    {
        _resources.Add(resource);
        return resource;
    }

    /// <summary>Judges what is left of a round.</summary>
    public async Task<Verdict> JudgeAsync(History history)
    {
        string[] farm = history.IsClockFalse ? [] : ["--farm", history.FarmRecord];
        var verification = await _work.TryAsync(["verify", "--data", history.Data, .. farm, "--json"]);
        return Judgement.Of(history, verification);
    }

    /// <summary>What the collectors and the farm left behind.</summary>
    public History ToHistory() => new(
        [.. _collectors.SelectMany(c => c.Sessions)],
        Data,
        _farm!.Record,
        IsClockFalse);

    /// <summary>Ends the collectors and lets no other start, so that a round under way comes to an end.</summary>
    public void Stop()
    {
        lock (_starting)
        {
            _isStopped = true;
            _collectors.ForEach(c => c.Dispose());
        }
    }

    /// <summary>Stops everything that the round started and keeps its files.</summary>
    public void Preserve()
    {
        Stop();

        // The disk may be a small one in memory, which goes away.
        if (_resources.OfType<Mount>().Any())
            CopyTo(Directory.CreateDirectory(_work.PathOf("disk-kept")).FullName, Path.GetDirectoryName(Data)!);
        Dispose();
    }

    /// <summary>Deletes everything that the round made.</summary>
    public void Delete()
    {
        Dispose();
        _work.Dispose();
    }

    /// <summary>Stops everything that the round started; its files stay.</summary>
    public void Dispose()
    {
        Stop();
        _farm?.Dispose();
        _farm = null;
        _resources.ForEach(r => r.Dispose());
        _resources.Clear();
    }

    /// <summary>Lets collectors go on until the run is complete.</summary>
    private async Task CompleteAsync()
    {
        if (_collectors.Count > 0)
            await _collectors[^1].EndAsync();
        for (var restarts = 0; _collectors.Count == 0 || !_collectors[^1].HasCompleted; restarts++)
        {
            if (restarts == MostRestarts)
            {
                throw new RoundException(
                    $"the run is not complete after {restarts} restarts; the last said: {_collectors[^1].Error.Trim()}");
            }

            await Start().EndAsync();
        }
    }

    /// <summary>
    /// Whether there is something to go on with. Not asked of <c>fleet runs</c>, which would bring the read tables up to
    /// date, and take away from the next start what it is to do.
    /// </summary>
    private bool IsThereARun() =>
        _collectors.Exists(c => c.Sessions.Count > 0) || (_collectors.Count > 0 && !_collectors[^1].FoundNoRun);

    private static void CopyTo(string target, string source)
    {
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source))
            CopyTo(Directory.CreateDirectory(Path.Combine(target, Path.GetFileName(folder))).FullName, folder);
    }

    private static string InOutput(params string[] names) => Path.Combine([AppContext.BaseDirectory, .. names]);
}

/// <summary>A round could not be judged.</summary>
internal sealed class RoundException(string message) : Exception(message);
