using System.Diagnostics;
using System.Text;
using Fleet.Inventory;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>What it costs; measured while no other test runs.</summary>
[Collection("Measurements")]
public class LargeOutputTests(ITestOutputHelper log)
{
    private const int Lines = 320_000;

    private static readonly byte[] Output = Encoding.ASCII.GetBytes(string.Concat(
        Enumerable.Range(0, Lines).Select(i => $"interface Ethernet{i,7} is up, line protocol is up (r1#)      \r\n")));

    [Theory]
    [InlineData(65536, 65536, 0)]
    [InlineData(1, 1400, 0)]
    [InlineData(1, 1400, 2)]
    public async Task Twenty_megabytes_take_linear_time(int smallest, int largest, int linesAbove)
    {
        var random = new Random(1);
        byte[] output = Output; // Made now, and not while the clock runs.
        FakeCli cli = new FakeCli { Prompt = "r1#" }.On("show log", t => t.Send(output));
        var device = new ScriptedDevice(cli) { Terminal = { PieceSize = () => random.Next(smallest, largest + 1) } };
        var platform = Known.Iosxe with
        {
            PromptPattern = string.Concat(Enumerable.Repeat(@"(?:---\n)?", linesAbove)) + @"[\w.\-]{1,63}[>#]",
            OnOpen = [],
        };
        var size = new CountingSink();
        await Collected.FromAsync(new ScriptedDevice(new FakeCli { Prompt = "r1#" }.On("show log", "end\n")), platform, ["show log"]);
        long before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        SessionResult result = await new DeviceSession(device, Collected.Quick).RunAsync(
            Request(platform, ["show log"]), size, CancellationToken.None);
        Assert.Null(result.Reason);
        Assert.Equal(Output.Length - Lines, size.Bytes);
        double rate = Output.Length / 1e6 / result.Commands[0].Elapsed.TotalSeconds;
        log.WriteLine($"{rate:0} MB/s, {(GC.GetTotalAllocatedBytes() - before) / 1e6:0.0} MB allocated");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task A_session_costs_little_besides_the_network()
    {
        string text = string.Concat(Enumerable.Range(0, 80).Select(i => $"Ethernet{i} is up, line protocol is up, address 192.0.2.{i}\n"));
        string[] commands = [.. Enumerable.Range(0, 15).Select(i => $"show interfaces {i}")];
        FakeCli cli = new FakeCli { Prompt = "r1#" }.On("terminal width 511", "").On("terminal length 0", "");
        foreach (string command in commands)
            cli.On(command, text);
        async Task RunAsync(int sessions)
        {
            var quiet = new Sessions.Shell.QuietTimes(TimeSpan.FromMilliseconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
            for (int i = 0; i < sessions; i++)
            {
                SessionResult result = await new DeviceSession(new ScriptedDevice(cli), quiet).RunAsync(
                    Request(Known.Iosxe, commands), new CountingSink(), CancellationToken.None);
                Assert.Null(result.Reason);
            }
        }

        const int sessions = 200;
        await RunAsync(sessions);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long before = GC.GetTotalAllocatedBytes();
        await RunAsync(sessions);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        long allocated = GC.GetTotalAllocatedBytes() - before;
        log.WriteLine(
            $"a session: {cpu.TotalMilliseconds / sessions:0.00} ms of CPU and {allocated / sessions / 1000} kB allocated, "
            + "with the device that plays the other side");
        Assert.InRange(allocated / sessions, 1, 500_000);
    }

    [CollectionDefinition("Measurements", DisableParallelization = true)]
    public class Alone;

    private static SessionRequest Request(Sessions.Platforms.PlatformDefinition platform, string[] commands) => new(
        new Device { Name = "r1", Host = "192.0.2.1", Platform = platform.Name, Credential = "lab" },
        new Login { Username = "admin" },
        platform,
        commands,
        new SessionLimits());

    private sealed class CountingSink : IOutputSink, IOutput
    {
        public long Bytes { get; private set; }

        public IOutput Begin(string command) => this;

        public void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }
}
