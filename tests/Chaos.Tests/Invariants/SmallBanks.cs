using Chaos.Tests.Checking;

namespace Chaos.Tests.Invariants;

/// <summary>Small random histories of a bank with two accounts of 10, and an oracle that tries every order of them.</summary>
internal static class SmallBanks
{
    private const int Processes = 3;
    private const int Steps = 12;

    public static HistoryScript Moved(this HistoryScript script, int process, int from, int to, long amount) =>
        script.Invoke(process, BankOperations.Transfer, BankOperations.TransferOf("b", from, to, amount).Value, "b").Ok(process);

    public static HistoryScript ReadBank(this HistoryScript script, int process, params long[] balances) =>
        script.Invoke(process, BankOperations.Read, default, "b").Ok(process, Asking.Pairs([.. balances.Select((balance, account) => ((long)account, balance))]));

    /// <summary>Operations that take effect at a moment between their ends, with some reads spoilt.</summary>
    public static History Draw(Randomness random)
    {
        var script = new HistoryScript().Invoke(9, BankOperations.Open, BankOperations.OpenOf("b", 2, 10).Value, "b").Ok(9);
        var open = new Dictionary<int, (bool IsRead, int From, long Amount)>();
        long[] real = [10, 10];
        for (var step = 0; step < Steps; step++)
        {
            var process = random.Below(Processes, step * 8);
            if (open.Remove(process, out var call))
            {
                End(script, random, step, process, call, real);
                continue;
            }

            call = (random.Below(2, (step * 8) + 1) == 0, random.Below(2, (step * 8) + 2), 1 + random.Below(3, (step * 8) + 3));
            open[process] = call;
            if (call.IsRead) script.Invoke(process, BankOperations.Read, default, "b");
            else script.Invoke(process, BankOperations.Transfer, BankOperations.TransferOf("b", call.From, 1 - call.From, call.Amount).Value, "b");
        }

        return script.Build();
    }

    /// <summary>Whether the operations have an order in which every read sees what the transfers before it leave.</summary>
    public static bool HasOrder(History history)
    {
        var calls = Enumerable.Range(0, history.Count).Where(history.IsInvocationAt).Where(at => history[at].F != BankOperations.Open)
            .Select(at => (Invoke: at, End: history.CompletionOf(at)))
            .Where(call => call.End < 0 || history.TypeAt(call.End) is not OperationType.Fail)
            .Where(call => history[call.Invoke].F == BankOperations.Transfer || (call.End >= 0 && history.TypeAt(call.End) is OperationType.Ok))
            .Select(call => (call.Invoke, Return: call.End < 0 || history.TypeAt(call.End) is OperationType.Info ? int.MaxValue : call.End))
            .ToArray();
        return Try(history, calls, new bool[calls.Length], [10, 10]);
    }

    private static bool Try(History history, (int Invoke, int Return)[] calls, bool[] done, long[] state)
    {
        if (!calls.Where((call, i) => !done[i] && call.Return != int.MaxValue).Any()) return true;
        var horizon = calls.Where((_, i) => !done[i]).Min(call => call.Return);
        for (var i = 0; i < calls.Length; i++)
        {
            if (done[i] || calls[i].Invoke > horizon) continue;
            var invocation = history[calls[i].Invoke];
            var next = state;
            if (invocation.F == BankOperations.Transfer)
            {
                var (from, amount) = (invocation.Value.AsList()[0].AsInteger(), invocation.Value.AsList()[2].AsInteger());
                next = from == 0 ? [state[0] - amount, state[1] + amount] : [state[0] + amount, state[1] - amount];
            }
            else if (history[calls[i].Return].Value != Asking.Pairs((0, state[0]), (1, state[1])))
            {
                continue;
            }

            done[i] = true;
            if (Try(history, calls, done, next)) return true;
            done[i] = false;
        }

        return false;
    }

    private static void End(
        HistoryScript script, Randomness random, int step, int process, (bool IsRead, int From, long Amount) call, long[] real)
    {
        var draw = random.Below(10, (step * 8) + 4);
        if (call.IsRead)
        {
            var wrong = draw < 7 ? 0 : 1 + random.Below(2, (step * 8) + 5);
            script.Ok(process, Asking.Pairs((0, real[0] + wrong), (1, draw < 9 ? real[1] - wrong : real[1])));
            return;
        }

        if (draw < 8)
        {
            real[call.From] -= call.Amount;
            real[1 - call.From] += call.Amount;
        }

        if (draw < 6) script.Ok(process);
        else if (draw < 9) script.Info(process);
        else script.Fail(process);
    }
}
