namespace Chaos.Agent;

/// <summary>Tries on a child process whether the freezer can be used here.</summary>
internal static class FreezerTrial
{
    private const string Name = "freezer";
    private const string Trial = "chaos-trial";
    private const int Looks = 200;

    /// <summary>The finding.</summary>
    public static AgentFinding Examine()
    {
        try
        {
            if (ControlGroup.Of("self", AgentProtocol.ControlGroups) is not { } own)
                return new(Name, false, "No frozen nodes: the agent is in no control group.");
            var child = ClockWitness.Start();
            var group = own.Divide(Trial, child.Pid);
            try
            {
                group.Order(frozen: true);
                var froze = SpinWait.SpinUntil(() => group.IsFrozen, Looks);
                group.Order(frozen: false);
                child.Ask();
                return froze
                    ? new(Name, true, "A child was frozen and went on.")
                    : new(Name, false, $"No frozen nodes: a child was not frozen within {Looks} ms.");
            }
            finally
            {
                child.Dispose();
                SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{child.Pid}"), Looks);
                group.Remove();
            }
        }
        catch (Exception e) when (e is AgentException or IOException or UnauthorizedAccessException)
        {
            return new(Name, false, $"No frozen nodes: {e.Message}");
        }
    }
}
