namespace Chaos.Reports;

/// <summary>A curve over the size of a cluster.</summary>
/// <param name="Name">What it is, for the legend.</param>
/// <param name="Place">Which colour it has, from 0.</param>
/// <param name="IsReference">Whether it is the simulator's, drawn dashed.</param>
/// <param name="Points">Its points, in order of size.</param>
public sealed record SweepCurve(string Name, int Place, bool IsReference, IReadOnlyList<(int Nodes, Band Band)> Points)
{
    /// <summary>A curve of a series; sizes without a value are left out.</summary>
    public static SweepCurve Of(string name, int place, SweepSeries series, Func<SweepSize, Band?> of) => new(
        name, place, series.IsReference,
        series.Sizes.Select(size => (size.Nodes, Band: of(size))).Where(point => point.Band is not null).Select(point => (point.Nodes, point.Band!)).ToArray());
}
