namespace Chaos.Workloads;

/// <summary>The shares of a load of watches.</summary>
/// <param name="Keys">Registers.</param>
/// <param name="WatchPercent">Watches, in percent of the operations.</param>
/// <param name="DeletePercent">Deletes, in percent of the operations.</param>
internal sealed record WatchShape(int Keys, int WatchPercent, int DeletePercent);
