using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// The node's data directory, as the agent sees it while it holds this. A disk of its own is mounted a second time, which is the same
/// file system as the node's, and unmounted at the end, so that it is not kept from starting anew; a volume is there all the time.
/// </summary>
internal sealed class DataView : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const string ProbeName = ".chaos-probe";
    private const string Needs = "The agent needs the capability SYS_ADMIN and a kernel with ext4; an engine whose containers are confined "
        + "by AppArmor or SELinux must allow it to mount.";

    private readonly bool mounted;

    private DataView(string root, bool mounted)
    {
        Root = root;
        this.mounted = mounted;
    }

    /// <summary>Where it is.</summary>
    public string Root { get; }

    /// <summary>The file system as it is now, also one that has just lost power and fails every call.</summary>
    /// <param name="device">The disk; null where the data directory is a volume that the agent's container shares.</param>
    public static DataView Open(string? device)
    {
        if (device is null)
        {
            return Directory.Exists(AgentProtocol.DataDirectory)
                ? new DataView(AgentProtocol.DataDirectory, mounted: false)
                : throw new AgentException("The agent cannot see this pod's data directory: no fault that needs it was asked for before the start.");
        }

        Directory.CreateDirectory(AgentProtocol.DataDirectory);
        if (Libc.Mount(device, AgentProtocol.DataDirectory, "ext4", Libc.MountNoTime, AgentProtocol.DiskOptions) < 0)
            throw new AgentException($"Mounting {device}", Marshal.GetLastPInvokeError(), Needs);
        return new DataView(AgentProtocol.DataDirectory, mounted: true);
    }

    /// <summary>
    /// The file system of a stopped node, its journal replayed. The engine may need a moment to let go of one that lost power: until
    /// then it is that one which is found here.
    /// </summary>
    /// <exception cref="AgentException">It still fails after some seconds.</exception>
    public static async Task<DataView> OpenAliveAsync(string? device, TimeProvider time)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var view = Open(device);
            if (view.IsAlive())
                return view;
            view.Dispose();
            if (time.GetElapsedTime(began) > Patience)
            {
                throw new AgentException(
                    $"The file system on {device} still fails {Patience.TotalSeconds:0} s after its power loss: something keeps it mounted.");
            }

            await Task.Delay(Pause, time);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (mounted && Libc.Unmount(Root, 0) < 0 && Marshal.GetLastPInvokeError() is Libc.Busy)
            _ = Libc.Unmount(Root, Libc.UnmountDetached);
    }

    // Reading may still succeed from memory after a power loss; making something new never does.
    private bool IsAlive()
    {
        if (!mounted)
            return true;
        try
        {
            var probe = Path.Combine(Root, ProbeName);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
