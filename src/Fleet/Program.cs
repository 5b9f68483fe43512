using Fleet.CommandLine;

return await FleetCommandLine.RunAsync(args, Terminal.Standard());
