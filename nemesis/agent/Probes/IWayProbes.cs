using System.Net;

namespace Chaos.Agent;

/// <summary>Datagrams that measure how packets are treated on their way.</summary>
internal interface IWayProbes
{
    /// <summary>Sends so many datagrams of so many bytes to every target.</summary>
    Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval, int bytes);

    /// <summary>What arrived of a round.</summary>
    IReadOnlyList<MeasuredWay> Measured(long nonce);
}
