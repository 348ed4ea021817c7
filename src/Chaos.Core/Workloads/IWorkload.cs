namespace Chaos;

/// <summary>What clients do, and what must then hold.</summary>
public interface IWorkload
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Its invariant, in a sentence.</summary>
    string Summary { get; }

    /// <summary>The type of operations that it needs of a system's client.</summary>
    string OperationType { get; }

    /// <summary>The parameters it takes (<c>--workload name:param=value</c>).</summary>
    IReadOnlyList<OptionSpec> Parameters { get; }

    /// <summary>Makes the plan of one run.</summary>
    /// <exception cref="UsageException">The settings make no sense.</exception>
    WorkloadPlan CreatePlan(WorkloadSettings settings);
}
