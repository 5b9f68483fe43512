namespace NBomber.Contracts.Stats;

/// <summary>Forms of the report.</summary>
public enum ReportFormat
{
    /// <summary>The console's, without colours.</summary>
    Txt = 0,

    /// <summary>A page with charts.</summary>
    Html = 1,

    /// <summary>A line for each step, for spreadsheets.</summary>
    Csv = 2,

    /// <summary>Markdown.</summary>
    Md = 3,
}

/// <summary>What a node is doing.</summary>
public enum OperationType
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Preparing scenarios.</summary>
    Init = 1,

    /// <summary>Warming up.</summary>
    WarmUp = 2,

    /// <summary>Measuring.</summary>
    Bombing = 3,

    /// <summary>Ending before its time.</summary>
    Stop = 4,

    /// <summary>Nothing any more: all is done.</summary>
    Complete = 5,

    /// <summary>Nothing any more: it could not go on.</summary>
    Error = 6,
}

/// <summary>A test.</summary>
/// <param name="SessionId">Id of this run of it.</param>
/// <param name="TestSuite">The suite it belongs to.</param>
/// <param name="TestName">Its name.</param>
public sealed record TestInfo(string SessionId, string TestSuite, string TestName);

/// <summary>The machine that puts the load on.</summary>
/// <param name="MachineName">Its name.</param>
/// <param name="CurrentOperation">What it was doing when this was made.</param>
/// <param name="OS">Its operating system.</param>
/// <param name="DotNetVersion">The runtime.</param>
/// <param name="Processor">Architecture of its processor.</param>
/// <param name="CoresCount">Its cores.</param>
/// <param name="NBomberVersion">Version of this assembly.</param>
public sealed record NodeInfo(
    string MachineName,
    OperationType CurrentOperation,
    string OS,
    string DotNetVersion,
    string Processor,
    int CoresCount,
    string NBomberVersion);

/// <summary>A report that was written.</summary>
/// <param name="FilePath">Where.</param>
/// <param name="ReportFormat">Its form.</param>
/// <param name="ReportContent">What stands in it.</param>
public sealed record ReportFile(string FilePath, ReportFormat ReportFormat, string ReportContent);
