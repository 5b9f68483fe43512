using System.Security.Cryptography;
using System.Text;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;
using Fleet.Farm.Recording;
using Fleet.Farm.Tests.Server;

namespace Fleet.Farm.Tests.Recording;

public sealed class RecordFileTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly SimulatedFleet _fleet = new(ProfileFile.Parse("""
        devices: 3
        faults:
          - { fault: silent, devices: [ams1-r2] }
          - { fault: reboot, devices: [ams1-r3], from: 5 s, for: 30 s }
        """, "p.yaml").Profile!);

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task What_is_recorded_is_read_again()
    {
        await RecordAsync(file =>
        {
            file.Start(_fleet, epoch: 4);
            file.Sent(Output("show version", whole: true));
            file.Sent(Output("show \"x\"", whole: false));
            file.Played(_fleet[1], FaultKind.Silent);
        });

        var lines = RecordReader.Read(_path).ToList();

        var started = Assert.IsType<RecordLine.Started>(lines[0]);
        Assert.Equal(("p.yaml", 1, 3, 4), (started.Profile, started.Seed, started.Devices, started.Epoch));
        var silent = Assert.IsType<RecordLine.Faulty>(lines[1]);
        Assert.Equal(("ams1-r2", "silent", 0.0, (double?)null), (silent.Device, silent.Fault, silent.From, silent.For));
        Assert.Equal(FaultExpectation.Of(FaultKind.Silent).Failures, silent.Failures);
        var reboot = Assert.IsType<RecordLine.Faulty>(lines[2]);
        Assert.Equal(("ams1-r3", "reboot", 5.0, (double?)30), (reboot.Device, reboot.Fault, reboot.From, reboot.For));
        Assert.Equal(
            new RecordLine.Sent("ams1-r1", "show version", 2, Convert.ToHexStringLower(SHA256.HashData("show version"u8)), 12, true, false, Moment, Moment.AddSeconds(1)),
            lines[3]);
        Assert.False(Assert.IsType<RecordLine.Sent>(lines[4]).Whole);
        Assert.Equal("silent", Assert.IsType<RecordLine.Played>(lines[5]).Fault);
        Assert.IsType<RecordLine.Stopped>(lines[6]);
        Assert.Equal(7, lines.Count);
    }

    [Fact]
    public async Task No_line_is_lost_that_was_left_before_the_end_whatever_thread_left_it()
    {
        const int Each = 20_000;
        await RecordAsync(file =>
        {
            file.Start(_fleet, epoch: 0);
            Parallel.For(0, 4, _ =>
            {
                for (var i = 0; i < Each; i++)
                {
                    file.Sent(Output("show version", whole: true));
                }
            });
        });

        Assert.Equal(4 * Each, RecordReader.Read(_path).OfType<RecordLine.Sent>().Count());
    }

    [Fact]
    public async Task Lines_can_be_read_while_the_farm_runs()
    {
        await using var file = RecordFile.Open(_path);
        file.Start(_fleet, epoch: 0);
        file.Sent(Output("show version", whole: true));

        // What was left before the writer looked is written at once; the rest a moment later.
        await EchoServer.UntilAsync(
            () => new FileInfo(_path).Length > 0 && RecordReader.Read(_path).Last() is RecordLine.Sent,
            () => "the line has not been written");
    }

    [Fact]
    public async Task A_second_farm_appends_and_cuts_off_what_a_killed_one_left()
    {
        await RecordAsync(file => file.Start(_fleet, epoch: 0));
        await File.AppendAllTextAsync(_path, """{"event":"sent","device":"ams""");
        Assert.Equal(4, RecordReader.Read(_path).Count());

        await RecordAsync(file => file.Start(_fleet, epoch: 1));

        Assert.Equal([0, 1], RecordReader.Read(_path).OfType<RecordLine.Started>().Select(s => s.Epoch));
        Assert.Equal(8, RecordReader.Read(_path).Count());
    }

    [Theory]
    [InlineData("", "this is no record of a farm; 'fleet farm run PROFILE --record FILE' writes one")]
    [InlineData("# notes\n", "this is no record of a farm; 'fleet farm run PROFILE --record FILE' writes one")]
    [InlineData("""{"event":"stopped","at":"2026-01-01T00:00:00Z"}""" + "\n", "this is no record of a farm; 'fleet farm run PROFILE --record FILE' writes one")]
    public async Task A_file_that_is_something_else_is_refused(string text, string error)
    {
        await File.WriteAllTextAsync(_path, text);

        Assert.Equal($"{_path}: {error}", Assert.Throws<RecordException>(() => RecordReader.Read(_path).Count()).Message);
        if (text.Length > 0)
        {
            Assert.Throws<RecordException>(() => RecordFile.Open(_path));
            Assert.Equal(text, await File.ReadAllTextAsync(_path));
        }
    }

    [Theory]
    [InlineData("nonsense", "it is damaged")]
    [InlineData("{}", "it is damaged")]
    [InlineData("null", "it is null")]
    [InlineData("""{"event":"met","at":"2026-01-01T00:00:00Z"}""", "it is damaged")]
    [InlineData("""{"event":"stopped","at":"yesterday"}""", "something is wrong at 'at'")]
    [InlineData("""{"event":"sent","device":"a","command":"b","epoch":0,"sha256":"12","bytes":1,"whole":true,"rejected":false,"began":"2026-01-01T00:00:00Z","ended":"2026-01-01T00:00:00Z"}""", "'sha256' is no hash of 64 hexadecimal digits")]
    public async Task A_damaged_line_is_named(string line, string problem)
    {
        await RecordAsync(file => file.Start(_fleet, epoch: 0));
        await File.AppendAllTextAsync(_path, line + "\n");

        var e = Assert.Throws<RecordException>(() => RecordReader.Read(_path).Count());
        Assert.Equal($"{_path}:5: this is no line of a farm's record: {problem}", e.Message);
    }

    [Fact]
    public async Task A_record_of_a_newer_program_is_not_misread()
    {
        await RecordAsync(file => file.Start(_fleet, epoch: 0));
        await File.WriteAllTextAsync(_path, (await File.ReadAllTextAsync(_path)).Replace("\"format\":1", "\"format\":2"));

        Assert.Contains("the record has format 2", Assert.Throws<RecordException>(() => RecordReader.Read(_path).Count()).Message);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_nobody_waits_for_it()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has /dev/full");
        var file = RecordFile.Open("/dev/full");
        file.Start(_fleet, epoch: 0);

        await Assert.ThrowsAsync<IOException>(() => file.Completion.WaitAsync(TimeSpan.FromSeconds(5)));
        file.Sent(Output("show version", whole: true));
        await Assert.ThrowsAsync<IOException>(async () => await file.DisposeAsync());
    }

    private async Task RecordAsync(Action<RecordFile> record)
    {
        await using var file = RecordFile.Open(_path);
        record(file);
    }

    private SentOutput Output(string command, bool whole) => new(
        _fleet[0], command, 2, SHA256.HashData(Encoding.UTF8.GetBytes(command)), command.Length, whole, Rejected: false, Moment, Moment.AddSeconds(1));
}
