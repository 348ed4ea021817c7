using Chaos.Benchmarks;

switch (args)
{
    case ["scheduler", ..]:
        return await SchedulerBenchmark.RunAsync(Argument(1, 5), Argument(2, 0));
    case ["history", ..]:
        return HistoryBenchmark.Run(Argument(1, 1_000_000));
    default:
        await Console.Error.WriteLineAsync(
            """
            Chaos.Benchmarks scheduler [SECONDS=5] [RATE=0]   operations through a no-op client, journal on disk; rate 0 = closed loop
            Chaos.Benchmarks history [OPERATIONS=1000000]     write a history, read it again
            """);
        return 64;
}

int Argument(int position, int otherwise) =>
    args.Length > position && int.TryParse(args[position], out var number) ? number : otherwise;
