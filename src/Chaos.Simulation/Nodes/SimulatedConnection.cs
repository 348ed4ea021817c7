using System.Threading.Tasks.Sources;

namespace Chaos.Simulation;

/// <summary>A client's connection to a node. It is its own awaitable, so that a call allocates nothing.</summary>
internal sealed class SimulatedConnection(SimulationWorld world, int node) : IProgramConnection, IValueTaskSource<ProgramCallResult>
{
    private ManualResetValueTaskSourceCore<ProgramCallResult> source;
    private CancellationToken watched;
    private CancellationTokenRegistration registration;
    private long call; // 0 for none

    public ValueTask<ProgramCallResult> CallAsync(ProgramMessage request, CancellationToken cancellationToken)
    {
        if (call != 0) throw new InvalidOperationException("A connection has one call at a time.");
        cancellationToken.ThrowIfCancellationRequested();
        if (cancellationToken != watched) Watch(cancellationToken);
        source.Reset();
        call = world.SendRequest(this, node, request);
        return new(this, source.Version);
    }

    /// <summary>The reply, or the end of the connection, has come.</summary>
    public void End(long ended, ProgramCallState state, ProgramMessage? reply)
    {
        if (ended != call) return; // given up meanwhile
        call = 0;
        source.SetResult(new(state, reply));
    }

    public ValueTask DisposeAsync()
    {
        Cancel();
        return registration.DisposeAsync();
    }

    ProgramCallResult IValueTaskSource<ProgramCallResult>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ProgramCallResult>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<ProgramCallResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private void Watch(CancellationToken cancellationToken)
    {
        registration.Dispose();
        watched = cancellationToken;
        registration = cancellationToken.UnsafeRegister(static self => ((SimulatedConnection)self!).Cancel(), this);
    }

    private void Cancel()
    {
        if (call == 0) return;
        call = 0;
        source.SetException(new OperationCanceledException(watched));
    }
}
