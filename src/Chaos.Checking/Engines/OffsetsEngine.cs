namespace Chaos.Checking;

/// <summary>
/// Decides append-only logs with offsets in linear time but for sorting. The append at each offset takes effect in a window: after it
/// began, and after every read that found nothing at that offset or before it had begun; before it ended, and before every read and append
/// of that offset or behind it ended. Offsets that nobody is known to have filled are filled by appends of unknown outcome. Exact: where
/// no window is empty, each append can take effect as soon as its own window and the one before have begun.
/// </summary>
internal sealed class OffsetsEngine : IPolynomialEngine
{
    private OffsetsEngine()
    {
    }

    /// <summary>The engine.</summary>
    public static OffsetsEngine Log { get; } = new();

    /// <inheritdoc/>
    public string Name => EngineNames.Offsets;

    /// <inheritdoc/>
    public EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None)
    {
        var offsets = new OffsetWindows(source);
        return offsets.Finding ?? offsets.Unfillable(sabotage) ?? offsets.Empty(sabotage) ?? EngineFinding.Valid;
    }
}
