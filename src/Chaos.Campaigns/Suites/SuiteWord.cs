namespace Chaos.Campaigns;

/// <summary>A word of a suite file and where it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct SuiteWord(string Text, int Line)
{
    public override string ToString() => Text;
}
