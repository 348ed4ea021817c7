namespace Chaos;

internal enum RunEventKind : byte
{
    ClientEnded,
    NemesisEnded,
    HealEnded,
    HealthEnded,
    Interrupted,
}
