using System.CommandLine;
using Chaos.Campaigns;
using Chaos.Clusters;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos clean</c>.</summary>
internal static class CleanCommand
{
    public static Command Create()
    {
        var command = new Command(
            "clean", "Removes containers, networks and volumes of Chaos that belong to no run that is alive, and names loop devices that stayed.");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var engine = await DockerEngine.ConnectAsync(cancellationToken);
            var swept = await engine.CleanAsync(cancellationToken);
            Console.Out.WriteLine(CleanSentence.Of(swept));
            return ExitCodes.Success;
        });
        return command;
    }
}
