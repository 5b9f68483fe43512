using System.CommandLine;
using Fleet.Collecting;
using Fleet.CommandLine;

namespace Fleet.Tests.Collecting;

public class CollectOptionsTests
{
    [Fact]
    public void Targets_and_options_are_read()
    {
        var request = Read("admin@192.0.2.1 192.0.2.2 --platform linux -c uptime -c uname -c uptime --parallelism 7 --host-keys off --json");

        Assert.Equal(["admin@192.0.2.1", "192.0.2.2"], request.Targets);
        Assert.Equal(["uptime", "uname"], request.Commands);
        Assert.Equal(("linux", 7, "off", true), (request.Platform, request.Parallelism?.Sessions, request.HostKeys, request.Json));
        Assert.Equal("./fleet-data", request.Data);
        Assert.Equal("admin@192.0.2.1 192.0.2.2", request.Source);
    }

    [Fact]
    public void With_an_inventory_targets_are_names_of_its_devices()
    {
        var request = Read("-i fleet.yaml ams* --site ams1");

        Assert.Empty(request.Targets);
        Assert.Equal("fleet.yaml", request.Source);
        Assert.Equal(["ams*"], request.Selection.Filters[0].Patterns);
        Assert.Equal(["ams1"], request.Selection.Filters[1].Patterns);
    }

    [Theory]
    [InlineData("-i fleet.yaml --site ams1 -c uptime --data /d", "fleet collect --resume r1 --inventory fleet.yaml --data /d")]
    [InlineData(
        "a@sw1 --platform linux -c uptime --key ~/.ssh/id",
        "fleet collect --resume r1 a@sw1 --platform linux --key '~/.ssh/id'")]
    [InlineData("-i fleet.yaml --resume r0 --json", "fleet collect --resume r1 --inventory fleet.yaml")]
    public void The_command_that_resumes_has_what_it_needs_and_no_more(string line, string resume) =>
        Assert.Equal(resume, Read(line).ResumeCommand("r1"));

    [Fact]
    public void The_command_that_collects_what_failed_is_made_likewise() =>
        Assert.Equal(
            "fleet collect --failed r1 --inventory fleet.yaml --data /d",
            Read("-i fleet.yaml --site ams1 --failed r0 --data /d").FailedCommand("r1"));

    [Theory]
    [InlineData("--parallelism auto", "auto")]
    [InlineData("--parallelism 120", "120")]
    [InlineData("", "")]
    public void Parallelism_is_a_number_or_auto_or_what_the_configuration_says(string option, string parallelism) =>
        Assert.Equal(parallelism, Read($"-i fleet.yaml {option}").Parallelism.ToString());

    [Fact]
    public void A_resumed_run_keeps_its_parallelism() =>
        Assert.Equal(
            "fleet collect --resume r1 --inventory fleet.yaml --parallelism auto",
            Read("-i fleet.yaml --parallelism auto").ResumeCommand("r1"));

    private static CollectRequest Read(string line)
    {
        var options = new CollectOptions(new CommonOptions());
        var command = new Command("collect");
        options.AddTo(command);
        var parsed = command.Parse(line);
        Assert.Empty(parsed.Errors);
        return options.Read(parsed);
    }
}
