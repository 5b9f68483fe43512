using System.Net;
using System.Text.Json;

namespace Fleet.Tests.Farming;

public class FarmProcessTests
{
    [Fact]
    public async Task A_farm_says_when_it_is_ready_has_live_figures_and_ends_its_record_when_it_is_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no signals to send");
        var port = FarmProcess.FreePort();
        using var farm = new FarmProcess("farm", "run", "lan", "--devices", "7", "--port", $"{port}", "--http", "0", "--record", "r.jsonl", "--json");
        var ready = JsonDocument.Parse((await farm.ReadLineAsync())!).RootElement;

        Assert.Equal(("ready", 7, port), (ready.GetProperty("event").GetString(), ready.GetProperty("devices").GetInt32(), ready.GetProperty("port").GetInt32()));
        using var http = new HttpClient();
        var address = ready.GetProperty("figures").GetString()!;
        var epoch = await http.PutAsync(address.Replace("/figures", "/epoch/3"), content: null);
        Assert.Equal(HttpStatusCode.NoContent, epoch.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PutAsync(address.Replace("/figures", "/epoch/x"), content: null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync(address.Replace("/figures", "/latency/300"), content: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PutAsync(address.Replace("/figures", "/latency/10001"), content: null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(address + "x")).StatusCode);
        var figures = JsonDocument.Parse(await http.GetStringAsync(address)).RootElement;
        Assert.Equal((7, 3, 0), (figures.GetProperty("devices").GetInt32(), figures.GetProperty("epoch").GetInt32(), figures.GetProperty("open").GetInt32()));

        farm.Signal("TERM");

        Assert.Equal(0, await farm.WaitAsync());
        Assert.StartsWith("""{"event":"stopped","figures":{"devices":7,""", await farm.ReadLineAsync());
        var record = await File.ReadAllLinesAsync(Path.Combine(farm.Folder, "r.jsonl"));
        Assert.StartsWith("""{"event":"stopped",""", record[^1]);
    }

    [Fact]
    public async Task The_demo_collects_compares_and_says_what_to_try_next()
    {
        using var demo = new FarmProcess("demo", "--devices", "50");
        var output = await demo.ReadToEndAsync();

        Assert.Equal(0, await demo.WaitAsync());
        Assert.Matches(@"\n48 of 50 devices collected|\n47 of 50 devices collected", output);
        Assert.Contains("$ fleet output ", output);
        Assert.Matches(@"\n\+\+\+ .*\n@@ -", output);
        Assert.Matches(@"\nThe farm's record: \d+ sessions; 1,\d\d\d outputs equal, 0 different, 0 never sent whole, 0 missing\n", output);
        var folder = Assert.Single(Directory.GetDirectories(demo.Folder, "fleet-demo-*"));
        Assert.Contains($"  rm -r {folder}\n", output);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_demo_and_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no signals to send");
        using var demo = new FarmProcess("demo");
        while (!(await demo.ReadLineAsync())!.Contains("answer on port", StringComparison.Ordinal))
        {
            // Until the devices are there.
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        demo.Signal("INT");

        Assert.Equal(130, await demo.WaitAsync());
        Assert.Empty(Directory.GetDirectories(demo.Folder, "fleet-demo-*"));
    }
}
