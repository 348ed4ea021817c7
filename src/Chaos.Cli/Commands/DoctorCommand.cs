using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Checks what Chaos needs on this machine; each line is ok or says how to mend it.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var lines = await Examination.RunAsync(TimeProvider.System, cancellationToken);
            foreach (var line in lines)
            {
                Console.Out.WriteLine($"{(line.Ok ? "ok  " : line.Optional ? "miss" : "MEND")}  {line.Name}: {line.Text}");
                if (!line.Ok && line.Mend is { } mend) Console.Out.WriteLine($"      {mend}");
            }

            return lines.All(line => line.Ok || line.Optional) ? ExitCodes.Success : ExitCodes.Infrastructure;
        });
        return command;
    }
}
