namespace Chaos;

/// <summary>Where a node's image comes from: the official one, else one built here with the same layout.</summary>
public sealed record ImageRecipe
{
    /// <summary>The official image by tag; where there is none, the same as <see cref="LocalTag"/>, and nothing is pulled.</summary>
    public required string Reference { get; init; }

    /// <summary>The name of the image that is built where the official one cannot be had: <c>chaos/etcd:3.7.3</c>.</summary>
    public required string LocalTag { get; init; }

    /// <summary>
    /// One of our own native programs, <c>chaos-node</c>, which then is all that the image holds, at <c>/chaos-node</c>: it is made from the
    /// program that was built here, and <see cref="Reference"/> is a name only. Null for images of others.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>
    /// A file of the servers folder with the program (a tar.gz, or a folder for <see cref="ServerDockerfile"/>), unpacked into
    /// <see cref="ServerFileTarget"/>; null where none is known.
    /// </summary>
    public string? ServerFile { get; init; }

    /// <summary>
    /// The build from <see cref="ServerFile"/> where unpacking is not enough: a Dockerfile like <see cref="DebianDockerfile"/>, which knows
    /// the file as <c>server.tar.gz</c>; a folder of the servers folder is packed into it. Null for unpacking.
    /// </summary>
    public string? ServerDockerfile { get; init; }

    /// <summary>The directory in the image into which <see cref="ServerFile"/> is unpacked.</summary>
    public string ServerFileTarget { get; init; } = "/usr/local/bin";

    /// <summary>
    /// The Debian build, where the program is packaged: a Dockerfile whose first line is <c>ARG BASE</c> and the second
    /// <c>FROM ${BASE}</c>; null where it is not packaged in the asked version. The base has <c>pkg NAME..</c>, which installs packages and
    /// leaves no lists behind, and starts no daemons.
    /// </summary>
    public string? DebianDockerfile { get; init; }

    /// <summary>The Debian suite of the shared base, for instance <c>trixie</c>.</summary>
    public string DebianSuite { get; init; } = "trixie";
}
