using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace Chaos.Clusters;

/// <summary>
/// Lends our engine to Testcontainers, with the engine's own API version: by default it pins a newer one, which older engines refuse.
/// </summary>
internal sealed class EngineEndpoint(IDockerClient client, string apiVersion) : IDockerEndpointAuthenticationConfiguration
{
    /// <inheritdoc/>
    public Version Version { get; } = Version.Parse(apiVersion);

    /// <inheritdoc/>
    public Uri Endpoint => client.Options.Endpoint;

    /// <inheritdoc/>
    public IAuthProvider AuthProvider => client.Options.AuthProvider;

    /// <inheritdoc/>
    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId = default) =>
        new DockerClientBuilder().WithEndpoint(Endpoint).WithAuthProvider(AuthProvider).WithApiVersion(Version);
}
