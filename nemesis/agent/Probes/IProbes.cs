using System.Net;

namespace Chaos.Agent;

/// <summary>Datagrams from agent to agent: each direction is tested by itself, as no answer is sent.</summary>
internal interface IProbes
{
    /// <summary>Sends rounds of one datagram to every target.</summary>
    Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval);

    /// <summary>What arrived of a round.</summary>
    IReadOnlyList<ProbeSeen> Seen(long nonce);
}
