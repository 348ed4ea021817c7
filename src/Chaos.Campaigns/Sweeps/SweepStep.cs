using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>One run of a sweep that is to be made.</summary>
/// <param name="Series">The curve that it belongs to.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Repeat">The repeat, from 1.</param>
/// <param name="Order">Its place in the shuffled order, from 1.</param>
/// <param name="Request">What to run.</param>
internal sealed record SweepStep(SweepSeries Series, int Nodes, int Repeat, int Order, RunRequest Request);
