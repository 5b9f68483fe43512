using NBomber.Contracts;
using NBomber.Running;

namespace NBomber.CSharp;

/// <summary>Parts of an iteration that are measured by themselves.</summary>
public static class Step
{
    /// <summary>Runs and measures a step. An exception is a failure; a step that failed ends its iteration, which failed then.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="context">The context that the iteration was given.</param>
    /// <param name="run">The step.</param>
    /// <typeparam name="T">The type of the payload, where there can be one.</typeparam>
    /// <exception cref="ArgumentException">The name is empty or reserved, or the context is not that of an iteration.</exception>
    public static Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        if (name == StatsNames.Iteration)
        {
            throw new ArgumentException($"a step cannot be named '{StatsNames.Iteration}': reports name iterations so", nameof(name));
        }

        return context is IterationContext iteration
            ? iteration.RunStepAsync(name, run)
            : throw new ArgumentException("a step is run with the context that its iteration was given", nameof(context));
    }
}
