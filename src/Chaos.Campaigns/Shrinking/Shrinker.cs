namespace Chaos.Campaigns;

/// <summary>
/// Looks for a smaller run that still fails: fewer faults, fewer nodes, fewer clients, fewer operations. A run with anything left out draws
/// other delays, so that each candidate is tried with a few seeds. The same run gives the same result.
/// </summary>
/// <param name="trials">Runs candidates.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class Shrinker(ShrinkTrials trials, IProgress<string> progress)
{
    private const int FirstSeeds = 100;
    private const int SeedsEach = 3;
    private const int LastSeeds = 30;
    private const long LeadNs = 1_000_000_000;

    /// <summary>Shrinks.</summary>
    /// <returns>The smaller case, which fails, and so does a replay of it; null where not even the whole fails again.</returns>
    public async Task<ShrinkCase?> RunAsync(ShrinkCase whole, CancellationToken stop)
    {
        if (await TryAsync(whole, FirstSeeds, stop) is not { } case0) return null;
        var best = case0;
        var stable = await StableAsync(best, stop);
        for (var round = 0; round < 3 && !trials.IsSpent; round++)
        {
            var before = best.Events;
            best = await FewerFaultsAsync(best, stop);
            if (round == 0) best = await FewerKeysAsync(best, stop);
            best = await FewerClientsAsync(best, stop);
            best = await FewerNodesAsync(best, stop);
            best = await FewerOperationsAsync(best, stop);
            best = await TryAsync(best.Sooner(LeadNs), SeedsEach, stop) ?? best;
            stable = await StableAsync(best, stop) ?? stable;
            progress.Report($"{trials.Count} runs: {best.Sizes}.");
            if (best.Events == before) break;
        }

        return stable;
    }

    private async Task<ShrinkCase> FewerFaultsAsync(ShrinkCase from, CancellationToken stop)
    {
        var best = from;
        await ShortenAsync(from.Faults, faults => best with { Faults = faults }, found => best = found, stop);
        return best;
    }

    private async Task<ShrinkCase> FewerOperationsAsync(ShrinkCase from, CancellationToken stop)
    {
        var best = from;
        await ShortenAsync(from.Invocations, all => best with { Invocations = all }, found => best = found, stop);
        return best;
    }

    private async Task<ShrinkCase> FewerKeysAsync(ShrinkCase from, CancellationToken stop)
    {
        var best = from;
        var keys = from.Invocations.Select(one => one.Invocation.Key).OfType<string>().Distinct().ToArray();
        await ShortenAsync(
            keys,
            left => best with { Invocations = [.. from.Invocations.Where(one => one.Invocation.Key is { } key && left.Contains(key))] },
            found => best = found,
            stop);
        return best;
    }

    private async Task<ShrinkCase> FewerClientsAsync(ShrinkCase from, CancellationToken stop)
    {
        var best = from;
        var threads = from.Invocations.Select(one => one.Thread).Distinct().Order().ToArray();
        await ShortenAsync(
            threads,
            left => best with { Invocations = [.. from.Invocations.Where(one => left.Contains(one.Thread))] },
            found => best = found,
            stop);
        var busy = best.Invocations.Select(one => one.Thread).Distinct().ToArray();
        return busy.Length < best.Clients ? await TryAsync(best.WithClients(busy), SeedsEach * 3, stop) ?? best : best;
    }

    private async Task<ShrinkCase> FewerNodesAsync(ShrinkCase from, CancellationToken stop)
    {
        foreach (var nodes in Enumerable.Range(3, Math.Max(0, from.Nodes - 3)))
        {
            if (trials.IsSpent) break;
            if (await TryAsync(from.WithNodes(nodes), SeedsEach * 5, stop) is { } smaller) return smaller;
        }

        return from;
    }

    private async Task ShortenAsync<T>(
        IReadOnlyList<T> all, Func<IReadOnlyList<T>, ShrinkCase> candidateOf, Action<ShrinkCase> take, CancellationToken stop) =>
        await DeltaDebugging.ShortenAsync(all, async shorter =>
        {
            if (trials.IsSpent) return null;
            if (await TryAsync(candidateOf(shorter), SeedsEach, stop) is not { } found) return false;
            take(found);
            return true;
        });

    /// <summary>The case with the first seed with which it fails; null where it does with none.</summary>
    private async Task<ShrinkCase?> TryAsync(ShrinkCase one, int seeds, CancellationToken stop)
    {
        if (one.Invocations.Count == 0) return null; // a run without clients tests nothing, and cannot be replayed
        for (var at = 0; at < seeds; at++)
        {
            var tried = one with { Seed = SeedOf(one.Seed, at) };
            if (await trials.FailsAsync(tried, stop) is not null) return tried;
            if (trials.IsSpent) break;
        }

        return null;
    }

    // What is stored is what happened: the case must fail as its own run stores it.
    private async Task<ShrinkCase?> StableAsync(ShrinkCase one, CancellationToken stop)
    {
        for (var at = 0; at < LastSeeds; at++)
        {
            var tried = one with { Seed = SeedOf(one.Seed, at) };
            if (await trials.FailsAsync(tried, stop) is not { } evidence) continue;
            var stored = ShrinkCase.Of(evidence, tried.Nodes, tried.Clients, tried.Seed);
            if (await trials.FailsAsync(stored, stop) is { } again
                && await trials.FailsAsync(ShrinkCase.Of(again, tried.Nodes, tried.Clients, tried.Seed), stop) is not null) return stored;
        }

        return null;
    }

    private static ulong SeedOf(ulong first, int at) => at == 0 ? first : Randomness.FromSeed(first).For("shrink").At(at).Bits() >> 33;
}
