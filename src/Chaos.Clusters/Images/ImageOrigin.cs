namespace Chaos.Clusters;

/// <summary>Where an image came from.</summary>
public enum ImageOrigin
{
    /// <summary>The official image, on this machine before the run.</summary>
    Local,

    /// <summary>The official image, pulled for this run.</summary>
    Pulled,

    /// <summary>Built here from a file of the servers folder.</summary>
    BuiltFromFile,

    /// <summary>Built here from Debian packages.</summary>
    BuiltFromDebian,
}
