using System.Globalization;

namespace Chaos.Tests.Checking;

/// <summary>A file of the corpora.</summary>
/// <param name="Path">Where it is, from the corpora's directory.</param>
/// <param name="Model">What <c>--model</c> judges it by.</param>
/// <param name="IsLinearizable">The known verdict; null for a file of many histories, which states them itself.</param>
internal sealed record CorpusFile(string Path, string Model, bool? IsLinearizable)
{
    private static readonly string[] GeneratedModels = ["cas-register", "log", "mutex", "queue", "set", "stack"];

    /// <summary>Whether judging it takes too long for every day.</summary>
    public bool IsLong => Path.Contains("c50", StringComparison.Ordinal);

    /// <summary>Where it is.</summary>
    public string FullPath => System.IO.Path.Combine(Corpora.Directory, Path);

    /// <summary>The files of <c>EXPECTED.tsv</c>. Its models may have remarks after them.</summary>
    public static IEnumerable<CorpusFile> Expected() => File.ReadLines(System.IO.Path.Combine(Corpora.Directory, "EXPECTED.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .Select(fields => new CorpusFile(
            fields[0],
            fields[1].StartsWith("multi-register", StringComparison.Ordinal) ? fields[1].Replace(' ', ':') : fields[1].Split(' ')[0],
            bool.Parse(fields[2])));

    /// <summary>The generated histories of a model.</summary>
    public static string Generated(string model) =>
        System.IO.Path.Combine(Corpora.Directory, string.Create(CultureInfo.InvariantCulture, $"generated/fuzz-{model}.jsonl.gz"));

    /// <summary>All files of generated histories that are judged for linearizability.</summary>
    public static IEnumerable<CorpusFile> AllGenerated() =>
        GeneratedModels.Select(model => new CorpusFile($"generated/fuzz-{model}.jsonl.gz", model, null));
}
