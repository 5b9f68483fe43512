using System.Globalization;
using System.Net;
using Fleet.CommandLine;
using Fleet.Farm;
using Fleet.Formatting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Farming;

/// <summary>
/// The live figures of a farm for other programs on this machine: <c>GET /figures</c>. <c>PUT /epoch/N</c> begins another
/// epoch, so that a load test can have outputs change.
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
        application.MapPut("/epoch/{epoch}", context => SetEpochAsync(context, farm));
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

    private static Task SetEpochAsync(HttpContext context, DeviceFarm farm)
    {
        if (int.TryParse((string?)context.Request.RouteValues["epoch"], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            farm.Epoch = epoch;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("an epoch is a whole number of 0 or more\n");
    }
}
