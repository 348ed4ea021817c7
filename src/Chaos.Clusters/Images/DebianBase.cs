using System.Diagnostics;

namespace Chaos.Clusters;

/// <summary>The shared base of images that are built here: a small Debian root file system, made once by mmdebstrap.</summary>
internal sealed class DebianBase(ImageStore store)
{
    /// <summary>
    /// <c>RUN pkg NAME..</c> in a recipe's Dockerfile: installs packages and leaves no lists and archives behind, which this kind of
    /// root would otherwise keep.
    /// </summary>
    private const string PkgScript = """
        #!/bin/sh
        set -e
        export DEBIAN_FRONTEND=noninteractive
        apt-get update
        apt-get install -y --no-install-recommends "$@"
        rm -rf /var/lib/apt/lists/* /var/cache/apt/*

        """;

    private static readonly string[] Exclude =
    [
        "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*", "/usr/share/lintian/*",
        "/usr/share/bash-completion/*", "/usr/share/zsh/*", "/usr/share/i18n/*", "/usr/lib/systemd/system/*",
        "/usr/share/doc/*",
    ];

    /// <summary>Makes the base of a suite where the engine does not have it.</summary>
    public async Task<ResolvedImage> EnsureAsync(string suite, CancellationToken cancellationToken)
    {
        var hash = ContentHash.Of(suite, PkgScript, string.Join(' ', Exclude));
        return await store.EnsureImportedAsync(
            $"chaos/base:{suite}",
            hash,
            ImageOrigin.BuiltFromDebian,
            ["CMD [\"/bin/sh\"]"],
            (stream, token) => WriteRootAsync(suite, stream, token),
            cancellationToken);
    }

    private async Task WriteRootAsync(string suite, Stream target, CancellationToken cancellationToken)
    {
        await RequireMmdebstrapAsync(cancellationToken);
        store.Progress?.Report($"building the shared base image from Debian {suite} (once, about half a minute)");
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, PkgScript, cancellationToken);
            using var process = Start("mmdebstrap", Arguments(suite, script));
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(target, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new ClusterException(
                    $"mmdebstrap could not build a Debian {suite} (exit {process.ExitCode}). Its last words:\n"
                    + LastLines(await errors));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static IEnumerable<string> Arguments(string suite, string script)
    {
        yield return "--variant=apt";
        yield return "--include=ca-certificates";
        foreach (var pattern in Exclude)
            yield return $"--dpkgopt=path-exclude={pattern}";
        yield return "--dpkgopt=path-include=/usr/share/doc/*/copyright";
        yield return "--aptopt=Acquire::Languages \"none\"";
        yield return "--aptopt=APT::Install-Recommends \"false\"";
        // Some maintainer scripts write manual pages' links and start daemons: give them the directories, refuse the starts.
        yield return "--customize-hook=mkdir -p \"$1/usr/share/man/man1\" \"$1/usr/share/man/man7\" \"$1/usr/share/man/man8\"";
        yield return "--customize-hook=printf '#!/bin/sh\\nexit 101\\n' > \"$1/usr/sbin/policy-rc.d\"; chmod 755 \"$1/usr/sbin/policy-rc.d\"";
        yield return $"--customize-hook=install -m 755 '{script}' \"$1/usr/local/bin/pkg\"";
        yield return "--customize-hook=rm -rf \"$1\"/var/lib/apt/lists/* \"$1\"/var/cache/apt/*";
        yield return suite;
        yield return "-";
    }

    private static string LastLines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8).Select(line => "  " + line));

    private async Task RequireMmdebstrapAsync(CancellationToken cancellationToken)
    {
        if (OnPath("mmdebstrap"))
            return;
        const string ByHand = "Install it (apt-get install mmdebstrap), or pull the official image where a registry answers.";
        if (!OperatingSystem.IsLinux() || !OnPath("apt-get") || Environment.UserName != "root"
            || Environment.GetEnvironmentVariable("CHAOS_NO_INSTALL") == "1")
            throw new ClusterException($"An image must be built from Debian packages, and mmdebstrap is not installed. {ByHand}");
        store.Progress?.Report("installing mmdebstrap: apt-get install mmdebstrap");
        foreach (var arguments in new string[][] { ["update"], ["install", "-y", "--no-install-recommends", "mmdebstrap"] })
        {
            using var process = Start("apt-get", arguments);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0 && arguments[0] != "update")
                throw new ClusterException($"apt-get could not install mmdebstrap:\n{LastLines(await errors)}\n{ByHand}");
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        }) ?? throw new ClusterException($"{program} did not start.");
}
