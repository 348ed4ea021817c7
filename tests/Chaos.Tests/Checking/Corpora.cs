using Chaos.Checking;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The shared corpora of histories with known verdicts: in CHAOS_CORPORA, else beside the clone.</summary>
internal static class Corpora
{
    /// <summary>The directory. Skips the test where there is none; with CHAOS_REQUIRE_CORPORA=1 it fails.</summary>
    public static string Directory
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("CHAOS_CORPORA") ?? Path.Combine(Repository.Root, "..", "shared", "corpora");
            if (System.IO.Directory.Exists(path)) return path;
            var message = $"The corpora are not at {path}: set CHAOS_CORPORA to their directory.";
            if (Environment.GetEnvironmentVariable("CHAOS_REQUIRE_CORPORA") == "1") Assert.Fail(message);
            Assert.Skip(message);
            return path;
        }
    }

    /// <summary>The generated histories of a file: name, whether linearizable, entries.</summary>
    public static IEnumerable<(string Name, bool IsLinearizable, List<Operation> History)> Generated(string file) =>
        HistoryCollection.Read(Path.Combine(Directory, "generated", file))
            .Select(item => (item.Name, item.IsLinearizable == true, item.History.ToList()));
}
