namespace Chaos.Consensus;

/// <summary>The acceptor of each instance (section 2.2, P1a); promises and values are on disk before the answer leaves.</summary>
internal sealed partial class PaxosSingleProgram
{
    private void OnPrepare(int from, SinglePrepare message)
    {
        var instance = InstanceOf(message.Key);
        if (instance.Chosen is { } chosen && from != self)
        {
            host.Send(from, new SingleChosen { Key = message.Key, Ballot = message.Ballot, Proposal = chosen });
            return;
        }

        if (!instance.Promise.MayPromise(message.Ballot))
        {
            RefuseBallot(from, message, instance);
            return;
        }

        if (instance.Promise.Raise(message.Ballot)) storage.Save(instance, instances);
        gate.Send(from, new SinglePromised
        {
            Key = message.Key,
            Ballot = message.Ballot,
            AcceptedBallot = instance.AcceptedBallot,
            Accepted = instance.Accepted,
        });
    }

    private void OnAccept(int from, SingleAccept message)
    {
        var instance = InstanceOf(message.Key);
        if (!instance.Promise.MayAccept(message.Ballot))
        {
            RefuseBallot(from, message, instance);
            return;
        }

        if (instance.AcceptedBallot != message.Ballot)
        {
            instance.Accept(message.Ballot, message.Proposal);
            storage.Save(instance, instances);
        }

        gate.Send(from, new SingleAccepted { Key = message.Key, Ballot = message.Ballot });
    }

    private void RefuseBallot(int to, SingleMessage message, SingleInstance instance) => gate.Send(
        to, new SingleRefused { Key = message.Key, Ballot = message.Ballot, Promised = instance.Promise.Ballot });
}
