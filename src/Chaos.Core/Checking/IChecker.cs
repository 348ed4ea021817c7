namespace Chaos;

/// <summary>Judges one question from the evidence alone: no IO, no clock of its own, no Docker.</summary>
public interface IChecker
{
    /// <summary>A short name in kebab-case: <c>linearizable</c>.</summary>
    string Name { get; }

    /// <summary>Which family its verdict belongs to.</summary>
    VerdictFamily Family { get; }

    /// <summary>Judges. A throw is taken as unknown.</summary>
    CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken);
}
