namespace Chaos.Cli;

/// <summary>The exit codes that do not come from a verdict (design section 4).</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Unknown = 2;
    public const int Infrastructure = 3;
    public const int Usage = 64;
    public const int Bug = 70;
    public const int Interrupted = 130;
}
