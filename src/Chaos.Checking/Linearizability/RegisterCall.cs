namespace Chaos.Checking;

/// <summary>
/// What one operation on a register demands and does, on values numbered from 0 (the initial one); -1 stands for none. It is legal
/// where the state equals <see cref="Observes"/> and differs from <see cref="Excludes"/>.
/// </summary>
/// <param name="Source">The call's number in its <see cref="ObjectHistory"/>.</param>
/// <param name="Invoke">The position of the invocation.</param>
/// <param name="Return">The position of the completion, or <see cref="Call.Never"/>.</param>
/// <param name="Observes">The value that the register must hold.</param>
/// <param name="Writes">The value that it holds afterwards.</param>
/// <param name="Excludes">The value that it must not hold: a mismatch whose observed value is not known.</param>
internal readonly record struct RegisterCall(int Source, int Invoke, int Return, int Observes, int Writes, int Excludes)
{
    /// <summary>Whether the outcome is not known.</summary>
    public bool IsOpen => Return == Call.Never;

    /// <summary>Whether it leaves the state as it is.</summary>
    public bool IsObservation => Writes < 0;

    /// <summary>The operation as it looks before its completion: it may take effect or not.</summary>
    public RegisterCall Opened => this with { Return = Call.Never };
}
