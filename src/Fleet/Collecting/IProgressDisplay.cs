using Fleet.CommandLine;
using Spectre.Console;

namespace Fleet.Collecting;

/// <summary>Shows how a run stands.</summary>
internal interface IProgressDisplay
{
    /// <summary>How often there is something to show, at most.</summary>
    TimeSpan RefreshInterval { get; }

    /// <summary>Shows a state.</summary>
    void Show(ProgressState state);
}

/// <summary>Redraws one picture in place on a terminal.</summary>
internal sealed class LiveProgress(LiveDisplayContext context) : IProgressDisplay
{
    /// <summary>Five times a second: what the eye still takes for steady, and no load on a slow line.</summary>
    public TimeSpan RefreshInterval => TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public void Show(ProgressState state)
    {
        context.UpdateTarget(ProgressView.Create(state));
    }

    /// <summary>Runs work with a picture that vanishes at its end.</summary>
    public static Task RunAsync(Terminal terminal, Func<IProgressDisplay, Task> work) =>
        terminal.Console.Live(new Text(""))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(context => work(new LiveProgress(context)));
}
