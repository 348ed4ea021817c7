using System.Globalization;
using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>Puts the layer over a directory of a container whose first process waits at the gate.</summary>
internal static class FuseMount
{
    private const string Device = "/dev/fuse";
    private const string Needs = "Faults of calls on files need /dev/fuse and the capabilities SYS_ADMIN, SYS_PTRACE and SYS_CHROOT in the "
        + "agent's container; an engine whose containers are confined by AppArmor or SELinux must allow it to mount.";

    /// <summary>Mounts it in the process's container and begins to serve it.</summary>
    public static FuseSession Over(int pid, string directory, CallTreatment treatment)
    {
        var root = Checked(Open($"/proc/{pid}/root{directory}", Libc.OpenRead), $"Opening {directory} of process {pid}");
        var device = -1;
        try
        {
            device = Checked(Open(Device, Libc.OpenReadWrite), $"Opening {Device}");
            MountIn(pid, directory, device);
            var session = FuseSession.Serve(device, root, treatment);
            root = device = -1;
            return session;
        }
        finally
        {
            if (root >= 0)
                _ = Libc.Close(root);
            if (device >= 0)
                _ = Libc.Close(device);
        }
    }

    // On a thread of its own, which ends in the container's place and is then gone.
    private static void MountIn(int pid, string directory, int device)
    {
        var place = Checked(Open($"/proc/{pid}/ns/mnt", Libc.OpenRead), $"Opening the mounts of process {pid}");
        AgentException? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Checked(Libc.Unshare(Libc.OwnPlace), "Giving a thread a place of its own");
                Checked(Libc.Join(place, Libc.NewMounts), $"Joining the mounts of process {pid}");
                var options = string.Create(
                    CultureInfo.InvariantCulture, $"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions");
                Checked(Libc.Mount("chaos", directory, "fuse", Libc.MountNoTime, options), $"Mounting over {directory}");
            }
            catch (AgentException e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        _ = Libc.Close(place);
        if (failure is not null)
            throw failure;
    }

    private static int Open(string path, int flags) => Libc.Open(path, flags | Libc.CloseOnExec, 0);

    private static int Checked(int answer, string tried) =>
        answer >= 0 ? answer : throw new AgentException(tried, Marshal.GetLastPInvokeError(), Needs);
}
