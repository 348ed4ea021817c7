namespace Chaos.Campaigns;

/// <summary>
/// Listens to the suite that started this process: a line on the standard input asks for an orderly end, and its end means that the
/// suite is dead. Then this process leaves at once, so that no run goes on that nobody waits for; its pods heal and go by themselves.
/// </summary>
public static class ParentWatch
{
    /// <summary>The line that asks for an orderly end.</summary>
    internal const string StopLine = "stop";

    /// <summary>Begins to listen, on a thread of its own.</summary>
    /// <param name="input">The standard input.</param>
    /// <param name="stop">Asks for an orderly end.</param>
    /// <param name="leave">Leaves at once.</param>
    public static void Begin(TextReader input, Action stop, Action leave)
    {
        var listener = new Thread(() =>
        {
            while (input.ReadLine() is { } line)
                if (line == StopLine) stop();
            leave();
        })
        {
            IsBackground = true,
            Name = "suite",
        };
        listener.Start();
    }
}
