namespace Chaos;

/// <summary>What the scheduler wants done. It is done only after everything recorded in the same step is with the kernel.</summary>
internal readonly record struct RunAction(RunActionKind Kind, int Lane = 0, int Process = 0, Invocation Invocation = default);
