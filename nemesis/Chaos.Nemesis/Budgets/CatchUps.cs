namespace Chaos.Nemeses;

/// <summary>Looks which of the nodes that were away have caught up, just before something new is drawn.</summary>
internal static class CatchUps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Asks every node that is behind and that no fault keeps down; those that say so count again. Where faults may leave no majority, nobody
    /// asks for it.
    /// </summary>
    public static async ValueTask LookAsync(NemesisContext context, FaultBudget budget, CancellationToken cancellationToken)
    {
        if (budget.BeyondQuorum) return;
        var down = budget.Down;
        var asked = budget.Behind.Where(node => !down.Contains(node)).ToArray();
        var answers = await Task.WhenAll(asked.Select(node => HasCaughtUpAsync(context, node, cancellationToken)));
        foreach (var (node, caughtUp) in asked.Zip(answers))
        {
            if (caughtUp) budget.CaughtUp(node);
        }
    }

    private static async Task<bool> HasCaughtUpAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        if (context.CaughtUpAsync is not { } ask) return true;
        try
        {
            return await ask(node, Patience, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // in doubt it is still away
        }
    }
}
