namespace Chaos.Nemeses;

/// <summary>What a fault repeats by itself while it is in force, one round after the other, until it is told to end.</summary>
/// <param name="roundAsync">One round. Its steps are never broken off; its waits are <see cref="PauseAsync"/>, after which it returns
/// where that says that the end has come.</param>
internal sealed class Rounds(Func<NemesisContext, Task> roundAsync)
{
    // What waits for it goes on from the thread that ends the rounds, or virtual time would lose it.
    private readonly TaskCompletionSource ending = new();
    private Task running = Task.CompletedTask;
    private bool begun;

    /// <summary>Why the rounds ended before they were told to; null where they did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Begins; once more changes nothing.</summary>
    public void Begin(NemesisContext context)
    {
        if (begun) return;
        begun = true;
        running = RunAsync(context);
    }

    /// <summary>Waits so long; false where the end came before.</summary>
    public async Task<bool> PauseAsync(NemesisContext context, TimeSpan time) =>
        await Task.WhenAny(Task.Delay(time, context.Clock.TimeProvider), ending.Task) != ending.Task;

    /// <summary>Tells the rounds to end, and waits until they have.</summary>
    public Task EndAsync()
    {
        ending.TrySetResult();
        return running;
    }

    private async Task RunAsync(NemesisContext context)
    {
        try
        {
            while (!ending.Task.IsCompleted) await roundAsync(context);
        }
        catch (Exception failure)
        {
            Failure = failure.Message;
        }
    }
}
