using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Scenarios;

namespace Fleet.LoadTests.Tests.CommandLine;

public sealed class LoadTestCommandLineTests
{
    [Theory]
    [InlineData]
    [InlineData("sweeep")]
    [InlineData("sweep", "--devices", "many")]
    [InlineData("sweep", "--devices", "1")]
    [InlineData("sweep", "--minutes", "3")]
    [InlineData("sweep", "--parallelism", "0")]
    [InlineData("soak", "--minutes", "NaN")]
    [InlineData("soak", "--minutes", "-1")]
    [InlineData("ramp", "--rate", "0")]
    [InlineData("wan", "devices")]
    public async Task A_command_line_that_is_wrong_ends_with_2(params string[] arguments) =>
        Assert.Equal(ExitCode.BadUsage, await LoadTestCommandLine.RunAsync(arguments));

    [Fact]
    public async Task Options_reach_their_test_and_the_others_are_as_the_test_says()
    {
        ILoadTest? test = null;
        LoadTestOptions? options = null;
        var root = LoadTestCommandLine.CreateRoot((t, o, _) =>
        {
            (test, options) = (t, o);
            return Task.FromResult(7);
        });

        var code = await root.Parse(["soak", "--minutes", "1.5", "--parallelism", "30", "--seed", "9"]).InvokeAsync();

        Assert.Equal((7, "soak"), (code, test!.Name));
        Assert.Equal(
            (1_000, 1.5, "30", 9, null, "reports"),
            (options!.Devices, options.Minutes, options.Parallelism.ToString(), options.Seed, options.Rate, options.Reports));
    }

    [Fact]
    public async Task Without_options_a_sweep_is_the_yardstick()
    {
        LoadTestOptions? options = null;
        await LoadTestCommandLine.CreateRoot((_, o, _) =>
        {
            options = o;
            return Task.FromResult(0);
        }).Parse("sweep").InvokeAsync();

        Assert.Equal((28_000, "auto"), (options!.Devices, options.Parallelism.ToString()));
    }
}
