using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>What an agent reports of a power loss, as the outcome of the fault.</summary>
internal static class LossSentence
{
    /// <summary>The outcome.</summary>
    public static DiskLoss Of(string node, EffectTime effect, LossReport loss, RecoveryReport recovery)
    {
        var dirty = loss.DirtyBytes is { } bytes
            ? $"; {bytes} bytes in {loss.DirtyFiles} of the node's files were written and not flushed"
            : "";
        return new DiskLoss(
            node, effect, loss.DirtyBytes,
            $"{node}: stop and loss {(loss.LostNs - loss.StoppedNs) / 1e6:0.00} ms apart, "
            + $"{recovery.UnflushedBytes - recovery.UnflushedKept} of {recovery.UnflushedBytes} bytes written without a flush were gone, "
            + (recovery.FlushedKept ? "what was flushed was there" : "what was flushed was gone too") + dirty)
        {
            LostUnflushed = recovery.UnflushedKept == 0,
            KeptFlushed = recovery.FlushedKept,
        };
    }
}
