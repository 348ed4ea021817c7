namespace Chaos;

internal enum RunActionKind : byte
{
    Invoke,
    Retire,
    InvokeNemesis,
    CancelNemeses,
    Heal,
    AwaitHealth,
}
