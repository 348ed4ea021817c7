namespace Chaos.Checking;

/// <summary>What is left of a <see cref="CheckBudget"/>, shared by all objects that are checked at the same time.</summary>
internal sealed class Allowance
{
    /// <summary>Why an engine stops that has used up a turn.</summary>
    public const string TurnOver = "its turn was over";

    private readonly Purse purse;
    private readonly bool mayBeSetAside;
    private readonly TimeSpan leftAtEnd;

    /// <summary>Starts the clock.</summary>
    /// <param name="budget">What the check may cost.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="heldBytes">What is held already.</param>
    public Allowance(CheckBudget budget, CancellationToken cancellation, long heldBytes = 0)
        : this(new Purse(budget, cancellation), long.MaxValue, false) => purse.Hold(heldBytes);

    private Allowance(Purse purse, long mostConfigurations, bool mayBeSetAside, TimeSpan leftAtEnd = default)
    {
        this.purse = purse;
        this.leftAtEnd = leftAtEnd;
        this.mayBeSetAside = mayBeSetAside;
        MostConfigurations = mostConfigurations;
    }

    /// <summary>How many configurations a search may look at.</summary>
    public long MostConfigurations { get; }

    /// <summary>The time that is left.</summary>
    public TimeSpan Left => purse.Left;

    /// <summary>A part of the same for one object that others wait behind: so many configurations, and an eighth of the time that is left.</summary>
    public Allowance Turn(long mostConfigurations) => new(purse, mostConfigurations, false, purse.Left * (7.0 / 8));

    /// <summary>The same for an object that can wait: it is set aside soon after another one has decided the verdict.</summary>
    public Allowance LastTurn() => new(purse, long.MaxValue, true);

    /// <summary>The same for the explanation of a violation, which nobody waits for.</summary>
    public Allowance ForExplanation() => new(purse, long.MaxValue, false);

    /// <summary>Says that a part holds so many bytes more (or fewer).</summary>
    public void Hold(long bytes) => purse.Hold(bytes);

    /// <summary>Says that an object violates the model, which decides the verdict of the whole.</summary>
    public void ViolationFound() => purse.ViolationFound();

    /// <summary>Why nothing may go on, or null.</summary>
    public string? Exhausted() =>
        purse.Exhausted() ?? (mayBeSetAside ? purse.SetAside() : leftAtEnd > TimeSpan.Zero && purse.Left < leftAtEnd ? TurnOver : null);

    /// <summary>Why an object that needs so many bytes from the start is not begun, or null.</summary>
    public string? Refusal(long bytes) => purse.Refusal(bytes);
}
