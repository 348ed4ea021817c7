namespace Chaos.Reports;

/// <summary>Short meanings of the words of a report. <c>chaos explain TERM</c> tells more.</summary>
public static class Glossary
{
    /// <summary>All terms, in order of name.</summary>
    public static IReadOnlyList<GlossaryTerm> Terms { get; } = new GlossaryTerm[]
    {
        new("linearizability", "Every operation seems to happen at one moment between its invocation and its completion, and all of "
            + "them in one order that the model allows. A read then never misses a write that was acknowledged before the read began."),
        new("valid", "The verdict that the guarantee held, and that this was really tested."),
        new("invalid", "The verdict that a guarantee is violated, with the operations that prove it."),
        new("unknown", "The verdict that nobody knows: a check ran out of budget, a fault did not bite, or the run did not finish. "
            + "It is never counted as a pass."),
        new("history", "The record of all operations of a run, in the order of time: each invocation and how it ended. "
            + "It is the file history.jsonl."),
        new("operation", "One request of a client, from its invocation to its completion: a read, a write, a cas."),
        new("ok", "The operation happened between its invocation and its completion."),
        new("fail", "The operation certainly had no effect."),
        new("info", "Nobody knows whether the operation had an effect, for instance after a timeout. It may take effect at any time "
            + "until the end of the history, or never."),
        new("process", "A logical single-threaded client of the history. It has one operation at a time, and after an info it never "
            + "appears again."),
        new("client", "The program that sends the operations of one process to one node, each at most once."),
        new("nemesis", "The part of a run that injects one family of faults: when, into which nodes, and the proof that they bit."),
        new("fault", "Something done to the cluster on purpose: a cut network, a killed or paused node."),
        new("effective", "An injection is effective when measurements prove that it had its effect, and at least one operation was "
            + "tried during it."),
        new("partition", "A fault that cuts the network between nodes, in both directions or in one."),
        new("kill", "A fault that ends a node's processes at once (SIGKILL) and starts them again later with their data."),
        new("pause", "A fault that stops a node's processes (SIGSTOP) and lets them go on later, as a long garbage collection would."),
        new("coverage", "The question whether the run tested what it claims: faults bit, every kind of operation succeeded, and there "
            + "were enough of them. Valid or unknown."),
        new("recovery", "The question whether the cluster was healthy in time after the last fault was healed, and answered again. "
            + "Valid or unknown."),
        new("safety", "The question whether the system kept its guarantee. Valid, invalid or unknown."),
        new("leader", "The node that orders the writes of a consensus protocol. There is at most one in each term."),
        new("term", "A number that grows with every election (also epoch, or ballot)."),
        new("role", "What a node is in its consensus protocol: leader, follower, candidate or learner."),
        new("stale-read", "A read that returned a value which an acknowledged write had replaced before the read began."),
        new("lost-update", "An acknowledged write whose effect is gone, although nothing replaced it."),
        new("split-brain", "Two nodes that led in one term, so that both could decide."),
        new("power-loss", "A node ended as a power failure ends it: what it had written and not flushed is lost."),
        new("phantom-read", "A read of a value that nobody had written, or whose write had certainly failed."),
        new("sequential-consistency", "Some order explains all answers and keeps the order of each process, though perhaps not real time."),
        new("regular-register", "Each read, by itself, returns a value that a write overlapping it wrote, or one of the last before it."),
        new("safe-register", "Reads that overlap no write return the last value written; others may return anything."),
        new("engine", "The way in which a history was judged; which one judged does not change what the verdict means."),
        new("non-linearizable", "A set of operations for which no order exists that respects both real time and the model."),
        new("quorum", "Enough nodes to decide, usually more than half of the voters."),
        new("checker", "Judges one question from the history, the schedule of faults and the observations alone."),
        new("model", "A sequential specification: what an object may answer when operations come one after the other."),
        new("seed", "The number from which all random choices of a run are drawn. The same seed gives the same choices."),
        new("workload", "What clients do in a run, and what must then hold."),
        new("latency", "The time from the intended start of an operation to its completion."),
        new("open-loop", "Load in which operations start at times fixed beforehand, however slow the answers are. Waiting then counts "
            + "as latency and is not hidden."),
        new("availability", "The share of one-second windows with operations in which at least one of them succeeded."),
        new("mismatch", "A cas that failed because it saw another value than it expected. It is an answer, and is checked as one."),
        new("zone-algorithm", "A quick and exact way to check linearizability of registers whose writes are all different (Gibbons and "
            + "Korach, 1997)."),
        new("verdict", "What is said about a guarantee: valid, invalid or unknown."),
        new("harness", "Chaos itself and the machine that it runs on, apart from the system under test."),
    }.OrderBy(term => term.Name, StringComparer.Ordinal).ToArray();

    /// <summary>The id of a term's place in a report.</summary>
    internal static string IdOf(string name) => $"term-{name}";
}
