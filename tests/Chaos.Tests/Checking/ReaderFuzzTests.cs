using System.Diagnostics;
using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>
/// Broken files of every format: what a reader refuses it refuses with a sentence that names file and place, and nothing else happens.
/// A few seconds, or five minutes with CHAOS_TEST_FULL=1. It runs alone: the bytes it counts are those of the whole process.
/// </summary>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class ReaderFuzzTests : IDisposable
{
    private const long MemoryLimitBytes = 512L << 20;
    private static readonly TimeSpan Duration = Judging.IsFull ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly string directory = Directory.CreateTempSubdirectory("chaos-fuzz-").FullName;
    private bool wasRefused;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Broken_files_of_every_format_are_refused_in_a_sentence_or_read()
    {
        var random = Randomness.FromSeed(20260101).For("reader-fuzz");
        var (clock, round, refused, draws) = (Stopwatch.StartNew(), 0L, 0L, 0L);
        while (clock.Elapsed < Duration)
        {
            var (name, good) = BrokenFiles.Good[(int)(round % BrokenFiles.Good.Count)];
            var bytes = BrokenFiles.Break(good, random, ref draws);
            if (round % 4 == 0) bytes = BrokenFiles.Zip(bytes);
            else if (round % 4 == 1) bytes = BrokenFiles.Break(BrokenFiles.Zip(good), random, ref draws);
            var path = Path.Combine(directory, name);
            File.WriteAllBytes(path, bytes);
            if (Complaint(path) is { } complaint) Assert.Fail($"Round {round}, {name}: {complaint}\n{Convert.ToBase64String(bytes)}");
            if (wasRefused) refused++;
            round++;
        }

        Assert.True(refused > 20 && refused < round, $"{refused} of {round} files were refused: the mutations are one-sided.");
    }

    [Fact]
    public void Good_files_of_every_format_are_read() =>
        Assert.All(BrokenFiles.Good, file =>
        {
            var path = Path.Combine(directory, file.Name);
            File.WriteAllBytes(path, file.Bytes);
            Assert.Null(Complaint(path));
            Assert.False(wasRefused);
        });

    private string? Complaint(string path)
    {
        wasRefused = false;
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        try
        {
            if (HistoryCollection.IsCollection(path)) foreach (var item in HistoryCollection.Read(path)) _ = item.History.Count;
            else _ = HistoryImport.Read(path).History.Count;
        }
        catch (HistoryFormatException refusal)
        {
            wasRefused = true;
            if (!refusal.Message.StartsWith(path, StringComparison.Ordinal)) return $"the file is not named: {refusal.Message}";
            if (!IsPlaced(refusal.Message[path.Length..])) return $"the place is not named: {refusal.Message}";
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }

        if (Stopwatch.GetElapsedTime(start) > Longest) return "it took too long";
        return GC.GetTotalAllocatedBytes() - before > MemoryLimitBytes ? "it took too much memory" : null;
    }

    // A line, an entry (which the message maps to a line), or a fault of the whole file.
    private static bool IsPlaced(string message) =>
        message.Contains("line ", StringComparison.Ordinal) || message.Contains("is empty", StringComparison.Ordinal)
        || message.Contains("damaged", StringComparison.Ordinal);
}
