// What SSH.NET costs by itself: blocking sessions on threads of their own, and nothing else.
// Usage and output are those of the peers in Python, see ../python/sweep.py.

using System.Diagnostics;
using System.Text.Json;
using Fleet.LoadTests.SshNetPeer;
using Renci.SshNet;

if (args is not [var file, var parallelism, .. var sessions] || sessions.Length > 1)
{
    Console.Error.WriteLine("usage: sshnet-peer SWEEP.json PARALLELISM [SESSIONS]");
    return 1;
}

var sweep = JsonSerializer.Deserialize<Sweep>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
var devices = sessions is [var count] ? sweep.Devices[..Math.Min(int.Parse(count), sweep.Devices.Length)] : sweep.Devices;

var began = Stopwatch.GetTimestamp();
var hostKeys = File.ReadLines(sweep.KnownHosts).Select(line => line.Split(' ')).ToDictionary(
    fields => fields[0], fields => Convert.FromBase64String(fields[2]));
int next = -1, succeeded = 0, failed = 0;
long received = 0;
var error = "";

void Work()
{
    for (int i; (i = Interlocked.Increment(ref next)) < devices.Length;)
    {
        try
        {
            Interlocked.Add(ref received, DeviceSession.Run(devices[i], sweep.Commands, hostKeys));
            Interlocked.Increment(ref succeeded);
        }
        catch (Exception e) // One device's failure must not end the others' sessions.
        {
            Interlocked.Increment(ref failed);
            error = $"{devices[i].Name}: {e.Message}";
        }
    }
}

var threads = Enumerable.Range(0, int.Parse(parallelism)).Select(_ => new Thread(Work)).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());

var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
using var process = Process.GetCurrentProcess();
Console.WriteLine(JsonSerializer.Serialize(
    new
    {
        Peer = "SSH.NET",
        Version = typeof(SshClient).Assembly.GetName().Version!.ToString(3),
        Sessions = succeeded,
        Failed = failed,
        Error = error,
        Bytes = received,
        WallSeconds = Math.Round(wall, 3),
        SessionsPerSecond = Math.Round(succeeded / wall, 1),
        CpuMsPerSession = Math.Round(process.TotalProcessorTime.TotalMilliseconds / devices.Length, 2),
        PeakRssMb = Math.Round(process.PeakWorkingSet64 / 1e6, 1),
    },
    JsonSerializerOptions.Web));
return 0;
