namespace Chaos.Agent;

/// <summary>The data directory of the pod's node, and what is done to it. One request at a time.</summary>
internal sealed class NodeDisk(AgentClock clock, IPodProcesses processes) : IDisks, IDisposable
{
    private const int MostNameLength = 60;
    private const int MostFiles = 2000;
    private const string Images = "/chaos-disks";
    private const string Copies = "/chaos-copies";

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly FileCalls calls = new(clock, processes);
    private LoopDevice? device;
    private long flushedMark;
    private bool unflushedTwice;
    private bool powerLost;

    /// <inheritdoc/>
    public async Task<AgentReply> CarryOutAsync(AgentRequest.Disk request, AgentReply reply)
    {
        await gate.WaitAsync();
        try
        {
            // On another thread: copies take their time, and the lease must be renewed meanwhile.
            return await Task.Run(() => DoAsync(request, reply));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"The data directory could not be used: {e.Message}");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        device?.Dispose();
        gate.Dispose();
    }

    private async Task<AgentReply> DoAsync(AgentRequest.Disk request, AgentReply reply)
    {
        switch (request)
        {
            case AgentRequest.DiskCreate create:
                return reply with { Disk = Create(Name(create.Name)) };
            case AgentRequest.DiskLose:
                return reply with { Loss = Lose() };
            case AgentRequest.DiskRecover:
                return reply with { Recovery = await RecoverAsync() };
            case AgentRequest.DiskState:
                return reply with { Disk = Look(_ => { }) };
            case AgentRequest.DiskFill fill:
                return reply with { Disk = Look(root => Filler.Fill(OwnDisk(root), Math.Max(0, fill.FreeBytes))) };
            case AgentRequest.DiskFree:
                return reply with { Disk = Look(Filler.Remove) };
            case AgentRequest.FileList list:
                return reply with { Files = await InStoppedAsync(root => Few(DataFiles.List(root, list.Pattern))) };
            case AgentRequest.FileDamage damage:
                await InStoppedAsync(root =>
                {
                    DataFiles.Damage(root, damage.Path, damage.Flips ?? [], damage.Length);
                    return true;
                });
                return reply;
            case AgentRequest.DataEmpty:
                return reply with { DataBytes = await InStoppedAsync(DataFiles.Empty) };
            case AgentRequest.DataSave save:
                return reply with { DataBytes = await InStoppedAsync(root => Save(root, Name(save.Copy))) };
            case AgentRequest.DataRollBack back:
                return reply with { DataBytes = await InStoppedAsync(root => RollBack(root, Name(back.Copy))) };
            case AgentRequest.GateOpen open:
                await calls.OpenGateAsync(open.Directory);
                return reply;
            case AgentRequest.CallsSet set:
                return reply with { Calls = calls.Set(set.Wish) };
            case AgentRequest.CallsState:
                return reply with { Calls = calls.Report() };
            default:
                throw new AgentException($"This agent does not know the request {request.GetType().Name}.");
        }
    }

    private DiskReport Create(string name)
    {
        if (device is not null)
            throw new AgentException($"This pod's disk is there already: {device.Path}.");
        Directory.CreateDirectory(Images);
        var image = Path.Combine(Images, $"{name}.img");
        BlankExt4.Write(image);
        device = LoopDevice.Attach(image, name);
        return Look(Mark);
    }

    private LossReport Lose()
    {
        using var view = DataView.Open(device?.Path);
        var report = PowerLoss.Strike(OwnDisk(view.Root), processes, clock, out unflushedTwice);
        powerLost = true;
        return report;
    }

    private async Task<RecoveryReport> RecoverAsync()
    {
        if (!powerLost)
            throw new AgentException("The disk has lost no power: there is nothing to recover.");
        await calls.AwaitEndAsync();
        using var view = await DataView.OpenAliveAsync(device?.Path, clock.Time);
        var report = new RecoveryReport
        {
            FlushedKept = LossMarks.IsFlushedThere(view.Root, flushedMark),
            UnflushedBytes = LossMarks.UnflushedBytes,
            UnflushedKept = LossMarks.TakeUnflushed(view.Root, unflushedTwice),
        };
        Mark(view.Root);
        powerLost = false;
        return report;
    }

    private DiskReport Look(Action<string> act)
    {
        using var view = DataView.Open(device?.Path);
        act(view.Root);
        return new DiskReport { Device = device?.Path, FreeBytes = Filler.FreeIn(view.Root), FillerBytes = Filler.BytesIn(view.Root) };
    }

    private async Task<T> InStoppedAsync<T>(Func<string, T> act)
    {
        if (processes.List().Any(process => process.State is not ('Z' or 'X')))
            throw new AgentException("The node runs: its files can be changed only while it is down.");
        await calls.AwaitEndAsync();
        using var view = await DataView.OpenAliveAsync(device?.Path, clock.Time);
        return act(view.Root);
    }

    private void Mark(string root) => LossMarks.SetFlushed(root, ++flushedMark);

    private string OwnDisk(string root) => device is not null
        ? root
        : throw new AgentException("The data directory is no disk of its own: none was asked for before the start.");

    private static long Save(string root, string copy)
    {
        var target = Path.Combine(Copies, copy);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(target);
        return DataFiles.Copy(root, target);
    }

    private static long RollBack(string root, string copy)
    {
        var source = Path.Combine(Copies, copy);
        if (!Directory.Exists(source))
            throw new AgentException($"There is no copy '{copy}' of this data directory.");
        DataFiles.Empty(root);
        var bytes = DataFiles.Copy(source, root);
        return DataFiles.List(source, "*").SequenceEqual(DataFiles.List(root, "*"))
            ? bytes
            : throw new AgentException($"The data directory differs from the copy '{copy}' that was given back.");
    }

    private static string Name(string text) =>
        text.Length is > 0 and <= MostNameLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? text
            : throw new AgentException($"Expected letters, digits and dashes, at most {MostNameLength}, found '{text}'.");

    private static IReadOnlyList<DataFile> Few(IReadOnlyList<DataFile> files) => files.Count <= MostFiles
        ? files
        : throw new AgentException($"{files.Count} files match, more than {MostFiles}: give a narrower pattern.");
}
