using System.Globalization;
using Chaos.Benchmarks;

switch (args)
{
    case ["scheduler", ..]:
        return await SchedulerBenchmark.RunAsync(Argument(1, 5), Argument(2, 0));
    case ["history", ..]:
        return HistoryBenchmark.Run(Argument(1, 1_000_000));
    case ["generate", var path, .. var options]:
        return RegisterHistories.Write(path, new Flags(options));
    case ["checker", .. var options]:
        return CheckerMatrix.Run(options);
    case ["checker-cell", var path, var limit]:
        return CheckerCell.Run(path, double.Parse(limit, CultureInfo.InvariantCulture));
    case ["checker-million", ..]:
        return CheckerMillion.Run(Argument(1, 1_000), Argument(2, 0) / 100.0);
    case ["checker-file", var path]:
        return CheckerMillion.Check(path);
    case ["checker-corpus", var directory]:
        return CheckerCorpus.Run(directory);
    default:
        await Console.Error.WriteLineAsync(
            """
            Chaos.Benchmarks scheduler [SECONDS=5] [RATE=0]   operations through a no-op client, journal on disk; rate 0 = closed loop
            Chaos.Benchmarks history [OPERATIONS=1000000]     write a history, read it again
            Chaos.Benchmarks generate FILE [--operations 1000] [--clients 5] [--crashed PERCENT] [--values 5] [--keys 0] [--seed 1] [--stale]
                                                              a history of registers; values 0: each one new; keys: independent ones,
                                                              with so many operations each; stale: one read is
            Chaos.Benchmarks checker [--seeds 1,2] [--lengths 1000,..] [--clients 5,..] [--limit 60] [--porcupine PROGRAM]
                                                              the matrix of the checker; PROGRAM takes a history file
            Chaos.Benchmarks checker-million [KEYS=1000] [CRASHED_PERCENT=0]
                                                              a million operations from the file to the verdict
            Chaos.Benchmarks checker-file FILE                a file of registers from the file to the verdict
            Chaos.Benchmarks checker-corpus DIRECTORY         Porcupine's corpus in one warm process
            """);
        return 64;
}

int Argument(int position, int otherwise) =>
    args.Length > position && int.TryParse(args[position], out var number) ? number : otherwise;
