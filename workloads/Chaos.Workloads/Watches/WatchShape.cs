namespace Chaos.Workloads;

/// <summary>The shares of a load of watches.</summary>
/// <param name="Keys">Registers.</param>
/// <param name="WatchPercent">Watches, in percent of the operations.</param>
/// <param name="DeletePercent">Deletes, in percent of the operations.</param>
/// <param name="RewritePercent">Writes with a look at an older revision, in percent of the operations.</param>
/// <param name="FuturePercent">Watches that begin at a revision that is yet to come, in percent of the watches.</param>
/// <param name="LongestMs">How long a watch lasts at most, ms.</param>
/// <param name="MostBack">How many revisions back an old one is at most.</param>
internal sealed record WatchShape(int Keys, int WatchPercent, int DeletePercent, int RewritePercent, int FuturePercent, int LongestMs, int MostBack);
