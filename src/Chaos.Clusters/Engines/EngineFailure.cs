using System.Net.Sockets;

namespace Chaos.Clusters;

/// <summary>Says in words why no engine answers, and what to do about it.</summary>
internal static class EngineFailure
{
    /// <summary>The oldest API that has all that is needed here.</summary>
    private static readonly Version OldestApi = new(1, 40);

    /// <summary>Turns a failed connection into a sentence with a remedy.</summary>
    public static ClusterException Explain(Uri? endpoint, Exception cause)
    {
        var where = endpoint?.ToString() ?? "the configured endpoint";
        var socket = Inner<SocketException>(cause);
        if (endpoint?.Scheme == "unix" && !File.Exists(endpoint.LocalPath))
            return new ClusterException(
                $"No container engine answers at {where}: the socket does not exist. Install Docker (Debian: apt-get install docker.io; "
                + "elsewhere: https://docs.docker.com/engine/install/), start it (systemctl start docker), or point DOCKER_HOST at a "
                + "running engine; then try ./chaos doctor.", cause);
        if (socket?.SocketErrorCode == SocketError.AccessDenied || Inner<UnauthorizedAccessException>(cause) is not null)
            return new ClusterException(
                $"The container engine at {where} may not be used by {Environment.UserName}: permission denied. Add the user to the "
                + "group docker (usermod -aG docker NAME, then log in again), or run as root; then try ./chaos doctor.", cause);
        if (cause is OperationCanceledException or TimeoutException)
            return new ClusterException(
                $"The container engine at {where} did not answer within 15 s. It hangs or is overloaded: restart it "
                + "(systemctl restart docker), then try ./chaos doctor.", cause);
        return new ClusterException(
            $"No container engine answers at {where}: {(socket ?? Innermost(cause)).Message.Trim()}. Start it (systemctl start docker; on "
            + "macOS and Windows: Docker Desktop), or point DOCKER_HOST at a running engine; then try ./chaos doctor.", cause);
    }

    /// <summary>Refuses an engine that answers but cannot do what is needed.</summary>
    public static void ThrowIfUnusable(EngineInformation engine, string operatingSystemType)
    {
        if (!string.Equals(operatingSystemType, "linux", StringComparison.OrdinalIgnoreCase))
            throw new ClusterException(
                $"The container engine at {engine.Endpoint} runs {operatingSystemType} containers; Chaos needs Linux containers. "
                + "Switch Docker Desktop to Linux containers.");
        if (!Version.TryParse(engine.ApiVersion, out var api) || api < OldestApi)
            throw new ClusterException(
                $"The container engine at {engine.Endpoint} speaks API {engine.ApiVersion}; {OldestApi} or newer is needed "
                + "(Docker 19.03). Update it.");
        if (engine.Endpoint.Scheme is "tcp" or "http" or "https" && !engine.Endpoint.IsLoopback)
            throw new ClusterException(
                $"The container engine at {engine.Endpoint} is on another machine; clients could not reach its nodes. Use an engine on "
                + "this machine: unset DOCKER_HOST, or forward its socket and run Chaos there.");
    }

    private static T? Inner<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
                return found;
        }

        return null;
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null)
            e = e.InnerException;
        return e;
    }
}
