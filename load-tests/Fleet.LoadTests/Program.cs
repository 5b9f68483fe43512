using Fleet.LoadTests.CommandLine;

return await LoadTestCommandLine.RunAsync(args);
