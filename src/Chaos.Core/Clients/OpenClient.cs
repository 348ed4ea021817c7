namespace Chaos;

/// <summary>Opens a fresh connection for a process. A failure here proves that nothing was sent: the operation is a fail.</summary>
public delegate ValueTask<IClient> OpenClient(ClientSeat seat, CancellationToken cancellationToken);
