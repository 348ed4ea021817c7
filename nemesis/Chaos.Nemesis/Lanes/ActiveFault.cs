namespace Chaos.Nemeses;

/// <summary>A fault between its beginning and the moment when its heal was verified; survives an interruption between two steps.</summary>
internal sealed class ActiveFault(IInjection injection, FaultRecord record)
{
    public IInjection Injection { get; } = injection;

    public FaultRecord Record { get; set; } = record;

    /// <summary>Whether it was installed for certain.</summary>
    public bool Installed => Record.FromNs is not null;

    /// <summary>The measurements in force, so far.</summary>
    public List<Measurement> Measured { get; } = [];

    /// <summary>Whether the last measurement in force was made.</summary>
    public bool HeldMeasured { get; set; }

    /// <summary>When its end took effect.</summary>
    public EffectTime? Ended { get; set; }
}
