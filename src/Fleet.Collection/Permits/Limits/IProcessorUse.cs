namespace Fleet.Collection.Permits.Limits;

/// <summary>How busy this process keeps the processors.</summary>
public interface IProcessorUse
{
    /// <summary>The share of all processors' time that it took of late, from 0 to 1.</summary>
    double Share { get; }
}
