using System.Globalization;
using System.Net;
using Fleet.CommandLine;
using Fleet.Farm;
using Fleet.Farm.Fleets;
using Fleet.Formatting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Farming;

/// <summary>
/// The live figures of a farm for other programs on this machine: <c>GET /figures</c>. <c>PUT /epoch/N</c> begins another
/// epoch, so that a load test can have outputs change, and <c>PUT /latency/MS</c> moves all sites to another distance.
/// </summary>
internal sealed class FiguresEndpoint : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FiguresEndpoint(WebApplication application) => _application = application;

    /// <summary>Where the figures are.</summary>
    public string Address => _application.Urls.First() + "/figures";

    /// <summary>Listens on a port of 127.0.0.1; 0 takes a free one.</summary>
    /// <exception cref="CommandException">The port cannot be had.</exception>
    public static async Task<FiguresEndpoint> StartAsync(int port, DeviceFarm farm, Func<FarmFiguresJson> figures)
    {
        // An empty builder reads no settings from the working folder or the environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        application.MapGet("/figures", context => context.Response.WriteAsJsonAsync(figures(), Json.Default.FarmFiguresJson));
        application.MapPut("/epoch/{number}", context => SetAsync(
            context, number => farm.Epoch = number, int.MaxValue, "an epoch is a whole number of 0 or more"));
        application.MapPut("/latency/{number}", context => SetAsync(
            context,
            number => farm.Latency = TimeSpan.FromMilliseconds(number),
            (int)SimulatedFleet.LongestLatency.TotalMilliseconds,
            $"a latency is a whole number of milliseconds, up to {SimulatedFleet.LongestLatency.TotalMilliseconds:0}"));
        try
        {
            await application.StartAsync();
        }
        catch (IOException)
        {
            await application.DisposeAsync();
            throw new CommandException($"port {port} for figures is in use: choose another one with --http, or 0 for any");
        }

        return new FiguresEndpoint(application);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static Task SetAsync(HttpContext context, Action<int> set, int most, string expected)
    {
        var text = (string?)context.Request.RouteValues["number"];
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            set(number);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync(expected + "\n");
    }
}
