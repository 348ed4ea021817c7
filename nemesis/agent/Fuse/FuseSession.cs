using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// One mount of the layer in a node's container, from its mount to the end of the container, with the threads that serve it. A flush
/// that is being delayed holds one of them.
/// </summary>
internal sealed unsafe class FuseSession
{
    private const int Threads = 24;
    private const int StackBytes = 256 << 10;
    private const nint RequestBytes = FuseRequest.HeaderBytes + 40 + PassThrough.MostBytes + 4096;
    private const nint ReplyBytes = FuseReply.HeaderBytes + PassThrough.MostBytes + 4096;

    private readonly int device;
    private readonly PassThrough files;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int serving = Threads;

    private FuseSession(int device, PassThrough files)
    {
        this.device = device;
        this.files = files;
    }

    /// <summary>Completes when the container is gone and every file of its data directory is closed.</summary>
    public Task Ended => ended.Task;

    /// <summary>Begins to serve a mounted device; it closes both in the end.</summary>
    public static FuseSession Serve(int device, int root, CallTreatment treatment)
    {
        // The kernel has taken the mask of the program away already.
        _ = Libc.SetMask(0);
        var session = new FuseSession(device, new PassThrough(root, treatment));
        for (var i = 0; i < Threads; i++)
            new Thread(session.Work, StackBytes) { IsBackground = true, Name = "fuse" }.Start();
        return session;
    }

    private void Work()
    {
        var request = (byte*)NativeMemory.AlignedAlloc((nuint)RequestBytes, 4096);
        var reply = (byte*)NativeMemory.AlignedAlloc((nuint)ReplyBytes, 4096);
        while (Next(request))
        {
            var asked = new FuseRequest(request);
            var answer = new FuseReply(reply);
            if (files.Answer(asked, answer) is not { } result)
                continue;
            var whole = answer.Finish(asked, result);
            // It fails where the program that asked was killed meanwhile: nobody waits for it then.
            _ = Libc.Write(device, reply, whole.Length);
        }

        NativeMemory.AlignedFree(request);
        NativeMemory.AlignedFree(reply);
        if (Interlocked.Decrement(ref serving) > 0)
            return;
        files.Dispose();
        _ = Libc.Close(device);
        ended.SetResult();
    }

    // False when the mount is gone.
    private bool Next(byte* request)
    {
        while (Libc.Read(device, request, RequestBytes) < 0)
        {
            // A request that was taken back, or a signal: the next one.
            if (Marshal.GetLastPInvokeError() is not (Libc.NoEntry or Libc.Interrupted or Libc.Again))
                return false;
        }

        return true;
    }
}
