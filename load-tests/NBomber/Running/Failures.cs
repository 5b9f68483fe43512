using NBomber.Contracts;
using NBomber.CSharp;

namespace NBomber.Running;

/// <summary>Exceptions as responses.</summary>
internal static class Failures
{
    /// <summary>The response to an exception of a step or an iteration.</summary>
    public static Response<T> Of<T>(Exception e) => e switch
    {
        StepFailedException => Response.Fail<T>(),
        OperationCanceledException => Response.Fail<T>(StatsNames.TimeoutCode, "operation timeout"),
        _ => Response.Fail<T>(StatsNames.ExceptionCode, e.Message),
    };
}
