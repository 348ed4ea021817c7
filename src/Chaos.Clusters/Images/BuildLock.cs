using System.Security.Cryptography;
using System.Text;

namespace Chaos.Clusters;

/// <summary>Lets one process of this user at a time build an image; the others wait and then find it.</summary>
internal static class BuildLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Waits for the lock of an image; disposing lets it go. The kernel lets it go when the process dies.</summary>
    public static async Task<IDisposable> TakeAsync(
        string image, TimeProvider time, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Folder();
        Directory.CreateDirectory(folder);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)))[..16];
        var path = Path.Combine(folder, $"build-{hash}.lock");
        var start = time.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && time.GetElapsedTime(start) < Patience)
            {
                if (!told)
                    progress?.Report($"waiting for another process that builds {image}");
                told = true;
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            }
            catch (IOException e)
            {
                throw new ClusterException(
                    $"The lock {path} for building the image {image} could not be taken: {e.Message} Is the disk full, or does another "
                    + $"process build for more than {Patience.TotalMinutes:0} minutes?", e);
            }
        }
    }

    private static string Folder()
    {
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "chaos");
    }
}
