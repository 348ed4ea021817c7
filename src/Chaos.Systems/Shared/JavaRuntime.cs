namespace Chaos.Systems;

/// <summary>A small Java runtime for images that are built here, cut out of Debian's JDK; the engine keeps its layer for all of them.</summary>
internal static class JavaRuntime
{
    /// <summary>The lines that make it, in a stage called <c>java</c>.</summary>
    public const string Build = """
        RUN pkg openjdk-21-jdk-headless binutils \
         && jlink --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.zipfs \
              --strip-debug --no-man-pages --no-header-files --compress=zip-6 --output /opt/java/openjdk
        """;

    /// <summary>The lines that put it into an image.</summary>
    public const string Copy = """
        COPY --from=java /opt/java/openjdk /opt/java/openjdk
        ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """;
}
