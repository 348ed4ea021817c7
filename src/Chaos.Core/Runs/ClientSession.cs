using System.Diagnostics.CodeAnalysis;

namespace Chaos;

/// <summary>
/// The connection of one process: opened with its first operation, one operation at a time, given up when the process retires. The
/// scheduler never waits for it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer and links it holds nothing; a late cancel must not fail.")]
internal sealed class ClientSession(
    ClientSeat seat, OpenClient open, RunClock clock, Inbox inbox, IWorkDispatcher dispatcher) : IThreadPoolWorkItem
{
    private readonly CancellationTokenSource givenUp = new();
    private readonly TaskCompletionSource closed = new();
    private readonly Lock gate = new();
    private IClient? client;
    private Invocation invocation;
    private bool running;
    private bool retired;

    public int Process => seat.Process;

    /// <summary>Ends when the client was disposed after <see cref="Retire"/>.</summary>
    public Task Closed => closed.Task;

    public void Start(in Invocation next)
    {
        invocation = next;
        running = true;
        dispatcher.Queue(this);
    }

    /// <summary>Cancels what runs, and disposes the client when that has ended.</summary>
    public void Retire() => dispatcher.Queue(new WorkItem(() =>
    {
        lock (gate) retired = true;
        try
        {
            givenUp.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the client's own; its process is retired anyway.
        }

        bool idle;
        lock (gate) idle = !running;
        if (idle) _ = CloseAsync();
    }));

    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        Completion completion;
        var threw = false;
        try
        {
            completion = client is null ? await OpenAndInvokeAsync() : await client.InvokeAsync(invocation, givenUp.Token);
            if (completion.Type is not (OperationType.Ok or OperationType.Fail or OperationType.Info))
                completion = Completion.Info($"the client answered {completion.Type}, which is no completion");
        }
        catch (Exception exception)
        {
            // Nobody knows what became of it: only a client can prove a fail.
            completion = Completion.Info(Describe(exception));
            threw = true;
        }

        var ended = new RunEvent
        {
            Kind = RunEventKind.ClientEnded,
            Lane = seat.Thread,
            Process = seat.Process,
            TimeNs = clock.NowNs,
            Completion = completion,
            Threw = threw,
        };
        bool close;
        lock (gate)
        {
            running = false;
            close = retired;
        }

        inbox.Post(ended);
        if (close) await CloseAsync();
    }

    private async ValueTask<Completion> OpenAndInvokeAsync()
    {
        try
        {
            client = await open(seat, givenUp.Token);
        }
        catch (Exception exception)
        {
            // There was no connection, so nothing was sent.
            return Completion.Fail($"no connection: {Describe(exception)}");
        }

        return await client.InvokeAsync(invocation, givenUp.Token);
    }

    private async Task CloseAsync()
    {
        lock (gate)
        {
            if (running) return;
            running = true; // closing happens once
        }

        try
        {
            if (client is not null) await client.DisposeAsync();
        }
        catch (Exception)
        {
            // Its process is retired; nothing that it still says counts.
        }

        closed.TrySetResult();
    }

    internal static string Describe(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        return text.Length <= 300 ? text : $"{text[..299]}…";
    }
}
