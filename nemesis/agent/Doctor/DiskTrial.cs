namespace Chaos.Agent;

/// <summary>Tries out what faults of data directories need, on a disk and a directory of its own.</summary>
internal static class DiskTrial
{
    private const string Folder = "/chaos-trial";
    private const long Mark = 77;

    /// <summary>A loop device, a power loss on it, a layer over a directory, the filter of system calls.</summary>
    public static async Task<IReadOnlyList<AgentFinding>> ExamineAsync(AgentClock clock) =>
        [.. await DiskAsync(clock), await LayerAsync(), Filter()];

    private static async Task<IReadOnlyList<AgentFinding>> DiskAsync(AgentClock clock)
    {
        var image = Path.Combine(Folder, "disk.img");
        try
        {
            Directory.CreateDirectory(Folder);
            File.Delete(image);
            BlankExt4.Write(image);
            using var device = LoopDevice.Attach(image, "chaos-trial");
            return [new("loop", true, "A loop device was attached."), await LossAsync(device.Path, clock)];
        }
        catch (Exception e) when (e is AgentException or IOException or UnauthorizedAccessException)
        {
            return
            [
                new("loop", false, $"No power loss and no full disk: {e.Message}"),
                new("ext4-shutdown", false, "Not tried: there is no loop device."),
            ];
        }
        finally
        {
            // The device keeps it as long as it needs it.
            File.Delete(image);
        }
    }

    private static async Task<AgentFinding> LossAsync(string device, AgentClock clock)
    {
        try
        {
            using (var view = DataView.Open(device))
            {
                LossMarks.SetFlushed(view.Root, Mark);
                LossMarks.WriteUnflushed(view.Root).Dispose();
                PowerLoss.Shutdown(view.Root);
            }

            using var after = await DataView.OpenAliveAsync(device, clock.Time);
            var kept = LossMarks.TakeUnflushed(after.Root, wasRenewed: false);
            return kept == 0 && LossMarks.IsFlushedThere(after.Root, Mark)
                ? new("ext4-shutdown", true, "After a power loss what was flushed was there, and what was not was gone.")
                : new("ext4-shutdown", false, $"No power loss: {kept} bytes that were not flushed outlived it, or flushed ones did not.");
        }
        catch (AgentException e)
        {
            return new("ext4-shutdown", false, $"No power loss: {e.Message}");
        }
    }

    private static async Task<AgentFinding> LayerAsync()
    {
        var place = Path.Combine(Folder, "layer");
        try
        {
            Directory.CreateDirectory(place);
            var treatment = new CallTreatment();
            var session = FuseMount.Over(Environment.ProcessId, place, treatment);
            await File.WriteAllTextAsync(Path.Combine(place, "file"), "through the layer");
            _ = Libc.Unmount(place, Libc.UnmountDetached);
            await session.Ended;
            return await File.ReadAllTextAsync(Path.Combine(place, "file")) == "through the layer"
                ? new("fuse", true, "A file was written through a layer in user space.")
                : new("fuse", false, "No slow or failing calls on files: what was written through the layer is not there.");
        }
        catch (Exception e) when (e is AgentException or IOException or UnauthorizedAccessException)
        {
            return new("fuse", false, $"No slow or failing calls on files: {e.Message}");
        }
    }

    private static AgentFinding Filter()
    {
        const string field = "Seccomp:";
        var mode = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim();
        return mode == "2"
            ? new("seccomp", true, "The engine sets filters of system calls.")
            : new("seccomp", false, "No lying flushes: the engine sets no filter of system calls (seccomp). Use an engine that does.");
    }
}
