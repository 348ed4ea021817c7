namespace Chaos.BrowserTests.Samples;

/// <summary>What checkers would say about the made-up run.</summary>
internal static class SampleChecks
{
    public static IReadOnlyList<CheckResult> Of(History history, (string Key, long[] Starts) culprits) =>
    [
        Safety(history, culprits),
        new()
        {
            Name = "faults",
            Family = VerdictFamily.Coverage,
            Verdict = Verdict.Valid,
            Reason = "All 8 injections of partition, kill, pause bit, with operations during each (pause: 0 skipped, 1 indeterminate).",
            Details = new Dictionary<string, string> { ["partition.effective"] = "3", ["kill.effective"] = "3", ["pause.effective"] = "2" },
        },
        new()
        {
            Name = "operations",
            Family = VerdictFamily.Coverage,
            Verdict = Verdict.Valid,
            Reason = "Enough operations succeeded, and each of read, write, cas did.",
        },
        new()
        {
            Name = "recovery",
            Family = VerdictFamily.Recovery,
            Verdict = Verdict.Valid,
            Reason = "All 5 nodes were healthy within 30s after the final heal, and the final operations succeeded.",
            Details = new Dictionary<string, string> { ["n1.healthy"] = "0.4 s", ["n2.healthy"] = "0.4 s", ["final.tried"] = "65" },
        },
    ];

    private static CheckResult Safety(History history, (string Key, long[] Starts) culprits)
    {
        var details = new Dictionary<string, string> { ["engine"] = "zone-algorithm", ["keys"] = "13", ["largest key"] = "204 operations" };
        if (culprits.Starts is not { Length: > 0 })
        {
            return new()
            {
                Name = "linearizable",
                Family = VerdictFamily.Safety,
                Verdict = Verdict.Valid,
                Reason = "All 13 keys are linearizable.",
                Details = details,
            };
        }

        var operations = culprits.Starts
            .Select(start => history.First(entry => entry.Key == culprits.Key && entry.TimeNs == start && entry.Type is OperationType.Invoke).Index)
            .ToList();
        return new()
        {
            Name = "linearizable",
            Family = VerdictFamily.Safety,
            Verdict = Verdict.Invalid,
            Reason = "1 of 13 keys is not linearizable: k13.",
            Details = details,
            Anomalies =
            [
                new()
                {
                    Name = "stale-read",
                    Key = culprits.Key,
                    Sentence = "A read of key k13 on n2 returned 41, although the write of 42 on n3 had been acknowledged 15.6 ms before the read "
                        + "began.",
                    Operations = operations,
                    Roles = ["wrote the value that was read", "the write that the read missed", "the stale read"],
                    AtNs = culprits.Starts[2] + 2_400_000,
                },
            ],
        };
    }
}
