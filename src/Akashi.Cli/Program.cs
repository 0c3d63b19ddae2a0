using Akashi.Cli;

return await CommandLine.RunAsync(args);
