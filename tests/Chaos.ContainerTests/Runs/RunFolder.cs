namespace Chaos.ContainerTests.Runs;

/// <summary>A folder for one run, removed afterwards.</summary>
internal sealed class RunFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("chaos-run-").FullName, "run");

    public string History => System.IO.Path.Combine(Path, "history.jsonl");

    public void Dispose() => Directory.Delete(Directory.GetParent(Path)!.FullName, recursive: true);
}
