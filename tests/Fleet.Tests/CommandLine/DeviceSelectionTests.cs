using Fleet.CommandLine;
using Fleet.Inventory;

namespace Fleet.Tests.CommandLine;

public class DeviceSelectionTests
{
    private static readonly Device[] Devices =
    [
        Some("ams-core1", "ams1", ["core", "all"], ["prod"]),
        Some("ams-acc1", "ams1", ["access", "all"], ["prod", "poe"]),
        Some("FRA-core1", "fra1", ["core", "all"], []),
    ];

    [Theory]
    [InlineData("ams*", "ams-core1", true)]
    [InlineData("AMS*", "ams-core1", true)]
    [InlineData("*core?", "ams-core1", true)]
    [InlineData("*core?", "ams-core12", false)]
    [InlineData("ams", "ams-core1", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[a]", "a", false)]
    public void Globs_match_whole_names_without_regard_to_case(string pattern, string name, bool matches) =>
        Assert.Equal(matches, Glob.IsMatch(pattern, name));

    [Fact]
    public void Without_filters_every_device_is_selected_in_order() =>
        Assert.Equal(["ams-core1", "ams-acc1", "FRA-core1"], Select());

    [Fact]
    public void Patterns_of_one_filter_add_up() =>
        Assert.Equal(["ams-acc1", "FRA-core1"], Select(names: ["*acc*", "fra*"]));

    [Fact]
    public void Filters_narrow_each_other() =>
        Assert.Equal(["ams-core1"], Select(sites: ["ams1"], groups: ["core"]));

    [Fact]
    public void A_device_passes_by_any_of_its_tags() => Assert.Equal(["ams-acc1"], Select(tags: ["poe"]));

    [Fact]
    public void The_limit_takes_the_first_of_the_selected() =>
        Assert.Equal(["ams-core1"], Select(groups: ["all"], limit: 1));

    [Fact]
    public void A_pattern_that_matches_nothing_is_an_error_with_the_nearest_name()
    {
        var error = Assert.Throws<CommandException>(() => Select(sites: ["ams1", "fra2"]));

        Assert.Equal("--site 'fra2' matches none of the 3 devices, did you mean 'fra1'?", error.Message);
    }

    [Fact]
    public void Filters_that_no_device_passes_together_are_an_error()
    {
        var error = Assert.Throws<CommandException>(() => Select(sites: ["fra1"], tags: ["poe"]));

        Assert.Equal("no device passes all of --site, --tag", error.Message);
    }

    private static IEnumerable<string> Select(
        string[]? names = null, string[]? sites = null, string[]? groups = null, string[]? tags = null, int? limit = null) =>
        new DeviceSelection(
        [
            new("--device", names ?? [], d => [d.Name]),
            new("--site", sites ?? [], d => [d.Site]),
            new("--group", groups ?? [], d => d.Groups),
            new("--tag", tags ?? [], d => d.Tags),
        ],
        limit).Of(Devices).Select(d => d.Name);

    private static Device Some(string name, string site, string[] groups, string[] tags) => new()
    {
        Name = name,
        Host = "192.0.2.1",
        Platform = "linux",
        Credential = "lab",
        Site = site,
        Groups = groups,
        Tags = tags,
    };
}
