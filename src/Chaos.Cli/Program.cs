using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Chaos.Cli.Commands;

namespace Chaos.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, stop);
        return await RunAsync(arguments, stop.Token);
    }

    // Not a RootCommand: that is named after the file that was started, which is not what users type.
    internal static Command CreateRoot() => new("chaos", "Finds out whether a consensus system keeps its promises under faults.")
    {
        new HelpOption { Recursive = true },
        new VersionOption(),
        RunCommand.Create(),
        SuiteCommand.Create(),
        SweepCommand.Create(),
        ProveCommand.Create(),
        CheckCommand.Create(),
        ReportCommand.Create(),
        ReplayCommand.Create(),
        ShrinkCommand.Create(),
        ExportCommand.Create(),
        DoctorCommand.Create(),
        ListCommand.Create(),
        ExplainCommand.Create(),
        CleanCommand.Create(),
        SuiteRunCommand.Create(),
    };

    private static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var parsed = CreateRoot().Parse(arguments);
        try
        {
            if (UsageErrors.Of(parsed) is { } error) throw new UsageException(error);
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
        }
        catch (Exception failure)
        {
            return Explain(failure, stop);
        }
    }

    // The first signal asks for an orderly end: heal, collect, clean. The second one leaves at once; the pods then heal and go by
    // themselves, because their agents notice that nobody holds them any more.
    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (stop.IsCancellationRequested) Environment.Exit(ExitCodes.Interrupted);
            Console.Error.WriteLine("Interrupted: healing, collecting and cleaning up. Once more to leave at once.");
            stop.Cancel();
        });

    private static int Explain(Exception failure, CancellationToken stop)
    {
        switch (failure)
        {
            case UsageException or HistoryFormatException:
                Console.Error.WriteLine(failure.Message);
                return ExitCodes.Usage;
            case ClusterException:
                Console.Error.WriteLine(failure.Message);
                return ExitCodes.Infrastructure;
            case OperationCanceledException when stop.IsCancellationRequested:
                Console.Error.WriteLine("Interrupted before there was anything to judge.");
                return ExitCodes.Interrupted;
            default:
                Console.Error.WriteLine($"This is a bug in Chaos, please report it: {failure}");
                return ExitCodes.Bug;
        }
    }
}
