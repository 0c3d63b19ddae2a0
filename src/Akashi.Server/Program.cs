using Akashi.Server.Hosting;

return await Start.RunAsync(args);
