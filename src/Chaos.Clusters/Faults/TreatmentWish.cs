using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>A treatment of calls on files, as the agent understands it.</summary>
internal static class TreatmentWish
{
    /// <summary>The wish.</summary>
    /// <exception cref="ArgumentException">It names a call or an error that there is not.</exception>
    public static CallWish Of(FileTreatment treatment) => new()
    {
        FlushDelayMs = (int)Math.Ceiling(treatment.FlushDelay.TotalMilliseconds),
        LyingFlush = treatment.LyingFlush,
        Failing = [.. treatment.FailingCalls.Select(CallOf)],
        Error = treatment.Error switch
        {
            "EIO" => FailingError.InputOutput,
            "ENOSPC" => FailingError.NoSpace,
            _ => throw new ArgumentException($"Expected the error EIO or ENOSPC, found '{treatment.Error}'.", nameof(treatment)),
        },
        Share = treatment.FailingShare,
    };

    private static FailingCall CallOf(string call) => call switch
    {
        "read" => FailingCall.Read,
        "write" => FailingCall.Write,
        "fsync" => FailingCall.Fsync,
        "open" => FailingCall.Open,
        _ => throw new ArgumentException($"Expected read, write, fsync or open, found '{call}'.", nameof(call)),
    };
}
