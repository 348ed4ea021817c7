namespace Chaos;

/// <summary>One client thread as the scheduler sees it: the process that it runs now, and what that process does.</summary>
internal sealed class ClientThread(int thread, string node)
{
    public int Thread { get; } = thread;

    public string Node => node;

    public int Process { get; set; } = thread;

    public bool IsBusy { get; set; }

    public Invocation Invocation { get; set; }

    /// <summary>Counts the operations of this thread, so that a deadline knows whether it is still about the present one.</summary>
    public long Turn { get; set; }

    /// <summary>Operations meant for this very thread that came while it was busy.</summary>
    public Queue<GeneratorStep> Backlog { get; } = new(0);
}
