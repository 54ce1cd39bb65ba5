using CrmLive.Cli;
using CrmLive.Operations;

return CommandLine.IsMeant(args) ? await CommandLine.Run(args, CancellationToken.None) : await Serving.Run(args);
