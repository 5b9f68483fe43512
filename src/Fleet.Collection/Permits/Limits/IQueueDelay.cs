namespace Fleet.Collection.Permits.Limits;

/// <summary>How long work waits until this process gets round to it.</summary>
public interface IQueueDelay
{
    /// <summary>What a share of the work of late has not exceeded.</summary>
    /// <param name="window">How far back, 10 s at most.</param>
    /// <param name="share">0 to 1; 0.5 for the median.</param>
    TimeSpan Quantile(TimeSpan window, double share);
}
