using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Tests.Fleets;

public class AaaServerTests
{
    private readonly ManualTime _clock = new();

    [Fact]
    public void So_many_may_be_logged_in_at_once_and_the_next_when_one_has_logged_out()
    {
        var server = new AaaServer(new AaaLimits(AtOnce: 2, PerSecond: 0, PerSite: false), _clock);
        var first = server.TryLogIn();
        var second = server.TryLogIn();

        Assert.Null(server.TryLogIn());
        first!.Dispose();
        first.Dispose();
        Assert.Equal(1, server.LoggedIn);
        Assert.NotNull(server.TryLogIn());
        Assert.Null(server.TryLogIn());
        Assert.NotNull(second);
    }

    [Fact]
    public void So_many_may_log_in_in_a_second_however_short_they_stay()
    {
        var server = new AaaServer(new AaaLimits(AtOnce: 0, PerSecond: 10, PerSite: false), _clock);

        Assert.Equal(10, LogIns(server, 20));
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        Assert.Equal(3, LogIns(server, 20));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, LogIns(server, 20));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void A_server_is_the_fleets_or_its_sites(bool perSite, int logins)
    {
        var fleet = new SimulatedFleet(ProfileFile.Parse("{ devices: 2, sites: 2 }", "p").Profile!);
        var servers = new AaaServers(new AaaLimits(AtOnce: 1, PerSecond: 0, perSite), _clock);

        Assert.Equal(logins, new[] { fleet[0], fleet[1] }.Count(d => servers.TryLogIn(d) is not null));
        Assert.Equal((logins, 2 - logins), (servers.LoggedIn, (int)servers.Refused));
    }

    private static int LogIns(AaaServer server, int attempts)
    {
        var logins = 0;
        for (var i = 0; i < attempts; i++)
        {
            using var login = server.TryLogIn();
            logins += login is null ? 0 : 1;
        }

        return logins;
    }
}
