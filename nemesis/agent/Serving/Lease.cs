namespace Chaos.Agent;

/// <summary>How long the agent may go on without hearing from its controller. Safe for concurrent use.</summary>
internal sealed class Lease
{
    private const int MostNapMs = 250;

    private readonly TimeProvider time;
    private long renewedAt;
    private int ms;

    /// <summary>Runs from now.</summary>
    public Lease(TimeProvider time, int ms)
    {
        this.time = time;
        this.ms = ms;
        renewedAt = time.GetTimestamp();
    }

    /// <summary>Its length, ms.</summary>
    public int Ms => Volatile.Read(ref ms);

    /// <summary>The controller was heard.</summary>
    public void Renew() => Volatile.Write(ref renewedAt, time.GetTimestamp());

    /// <summary>The controller was heard, and asks for another length.</summary>
    public void Renew(int newMs)
    {
        Volatile.Write(ref ms, newMs);
        Renew();
    }

    /// <summary>Completes when the lease has run out.</summary>
    public async Task ExpiredAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = TimeSpan.FromMilliseconds(Ms) - time.GetElapsedTime(Volatile.Read(ref renewedAt));
            if (left <= TimeSpan.Zero)
                return;
            // A shorter lease that is asked for meanwhile must be seen in time.
            var nap = TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds, 1, MostNapMs));
            await Task.Delay(nap, time, cancellationToken);
        }
    }
}
