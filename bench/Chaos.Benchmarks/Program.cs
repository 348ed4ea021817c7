using System.Globalization;
using Chaos.Benchmarks;

switch (args)
{
    case ["scheduler", ..]:
        return await SchedulerBenchmark.RunAsync(Argument(1, 5), Argument(2, 0));
    case ["simulation", ..]:
        return await SimulationBenchmark.RunAsync(Argument(1, 600), Argument(2, 500));
    case ["detection", ..]:
        return await DetectionBenchmark.RunAsync(new Flags(args));
    case ["history", ..]:
        return HistoryBenchmark.Run(Argument(1, 1_000_000));
    case ["generate", var path, .. var options]:
        return RegisterHistories.Write(path, new Flags(options));
    case ["checker", .. var options]:
        return CheckerMatrix.Run(new Flags(options));
    case ["checker-cell", var path, var limit]:
        return CheckerCell.Run(path, double.Parse(limit, CultureInfo.InvariantCulture));
    case ["checker-objects", .. var options]:
        return CheckerObjects.Run(options);
    case ["checker-object", .. var cell]:
        return CheckerObjects.Child(cell);
    case ["checker-million", ..]:
        return CheckerMillion.Run(Argument(1, 1_000), Argument(2, 0) / 100.0, new Flags(args));
    case ["checker-file", var path, .. var options]:
        return CheckerMillion.Check(path, new Flags(options));
    case ["clock", ..]:
        return await ClockBenchmark.RunAsync(Argument(1, 500));
    case ["checker-corpus", var directory, .. var options]:
        return CheckerCorpus.Run(directory, new Flags(options));
    case ["partition", .. var options]:
        return await PartitionBenchmark.RunAsync(new Flags(options));
    case ["start", .. var options]:
        return await StartBenchmark.RunAsync(new Flags(options));
    default:
        await Console.Error.WriteLineAsync(
            """
            Chaos.Benchmarks scheduler [SECONDS=5] [RATE=0]   operations through a no-op client, journal on disk; rate 0 = closed loop
            Chaos.Benchmarks simulation [SECONDS=600] [RATE=500]   five Raft nodes in virtual time, with faults and a history
            Chaos.Benchmarks clock [CHANGES=500]              new offsets of a real node's wall clock (Docker)
            Chaos.Benchmarks history [OPERATIONS=1000000]     write a history, read it again
            Chaos.Benchmarks generate FILE [--operations 1000] [--clients 5] [--crashed PERCENT] [--values 5] [--keys 0] [--seed 1] [--stale]
                                                              a history of registers; values 0: each one new; keys: independent ones,
                                                              with so many operations each; stale: one read is
            Chaos.Benchmarks checker [--seeds 1,2] [--lengths 1000,..] [--clients 5,..] [--crashed 0,1,5] [--values 5] [--stale] [--limit 60]
                                                              the matrix of the checker
            Chaos.Benchmarks checker-objects [--types queue,..] [--lengths 1000,..] [--crashed 0,1,5] [--clients 20] [--seed 7] [--polylin PROGRAM]
                                                              queues, stacks, sets, logs, locks and counters
            Chaos.Benchmarks checker-million [KEYS=1000] [CRASHED_PERCENT=0] [--seed 1]
                                                              a million operations from the file to the verdict
            Chaos.Benchmarks checker-file FILE                a file of registers from the file to the verdict
            Chaos.Benchmarks checker-corpus DIRECTORY         Porcupine's corpus in one warm process
            Chaos.Benchmarks partition [--nodes 5] [--rounds 20]
                                                              a partition in force and healed: our agents, and nft through docker exec
            Chaos.Benchmarks start [--nodes 9] [--rounds 3]   pods with a small image, from nothing to running, and away again

            --peer PROGRAM, with any that check: another checker on the same histories, which takes a history file and a limit in seconds
            and prints its verdict, the milliseconds of its check and their processor time, as in "valid 12.5 20.1"
            """);
        return 64;
}

int Argument(int position, int otherwise) =>
    args.Length > position && int.TryParse(args[position], out var number) ? number : otherwise;
