using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Recording;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Tests.Shell;

/// <summary>A farm of one device that keeps what is reported to it.</summary>
internal sealed class FakeFarm : IFarm, IRecorder
{
    public List<SentOutput> Outputs { get; } = [];

    public List<FaultKind> Faults { get; } = [];

    public int LoggedIn { get; private set; }

    public bool RefusesLogins { get; init; }

    public bool Records { get; init; } = true;

    public List<bool> HostKeysAsked { get; } = [];

    public int Epoch { get; set; }

    public TimeSpan? Latency { get; set; }

    public TimeSpan Elapsed { get; set; } = TimeSpan.FromSeconds(10);

    public IRecorder? Recorder => Records ? this : null;

    public int Boots(SimulatedDevice device) => 0;

    public void Sent(SentOutput output) => Outputs.Add(output);

    public void Played(SimulatedDevice device, FaultKind fault) => Faults.Add(fault);

    public HostKey HostKey(SimulatedDevice device, HostKeyType type, bool isAnother)
    {
        HostKeysAsked.Add(isAnother);
        return null!;
    }

    public IDisposable? TryLogIn(SimulatedDevice device)
    {
        if (RefusesLogins)
            return null;
        LoggedIn++;
        return new Login(this);
    }

    private sealed class Login(FakeFarm farm) : IDisposable
    {
        public void Dispose() => farm.LoggedIn--;
    }
}
