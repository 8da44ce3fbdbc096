using System.Security.Cryptography;
using System.Text.Json;

namespace Yuekao.Local.Azurite;

/// <summary>Installs the pinned Azurite with npm, once, whoever asks first.</summary>
internal sealed class AzuriteInstallation(AzuriteOptions options, Action<string> progress)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private string LockFile => Path.Combine(options.PackageFolder, "package-lock.json");

    private string Modules => Path.Combine(options.PackageFolder, "node_modules");

    // Written last, with the lock file's digest: a half-done or outdated install is seen and done again.
    private string Stamp => Path.Combine(Modules, ".yuekao-installed");

    /// <summary>The script that Node.js runs.</summary>
    public string EntryPoint => Path.Combine(Modules, "azurite", "dist", "src", "azurite.js");

    /// <summary>Installs unless it is installed already; processes that ask at the same time wait for the first.</summary>
    /// <exception cref="AzuriteException">npm is missing or could not install.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (IsInstalled())
            return;
        await using FileStream mutex = await EnterAsync(cancellation);
        if (IsInstalled())
            return;
        progress($"Installing Azurite {PinnedVersion()} with npm (once, about 370 MB, under a minute on most machines)...");
        (int exitCode, string output, string errors) = await NodeRuntime.RunAsync(
            options.Npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], options.PackageFolder,
            $"Azurite is installed with npm, and '{options.Npm}' was not found. Install Node.js {NodeRuntime.OldestMajor} or later with npm.", cancellation);
        if (exitCode != 0)
        {
            throw new AzuriteException(
                $"npm could not install Azurite (exit code {exitCode}): {Reason(errors, output)}. "
                + "See that 'npm config get registry' names a registry you can reach, then run again.");
        }
        await File.WriteAllTextAsync(Stamp, Digest(), cancellation);
        progress("Azurite is installed.");
    }

    private bool IsInstalled() => File.Exists(EntryPoint) && File.Exists(Stamp) && File.ReadAllText(Stamp) == Digest();

    private string Digest() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(LockFile)));

    private string PinnedVersion()
    {
        using JsonDocument package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(options.PackageFolder, "package.json")));
        return package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!;
    }

    private static string Reason(string errors, string output)
    {
        string[] lines = [.. $"{errors}\n{output}".Split('\n')
            .Select(line => line.Replace("npm error", "", StringComparison.Ordinal).Replace("npm ERR!", "", StringComparison.Ordinal).Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("npm warn", StringComparison.OrdinalIgnoreCase))];
        return lines.Length == 0 ? "it said nothing" : string.Join("; ", lines.Take(3)).TrimEnd('.');
    }

    // A file held open exclusively is a lock that the operating system releases even when its holder is killed.
    private async Task<FileStream> EnterAsync(CancellationToken cancellation)
    {
        string path = Path.Combine(options.PackageFolder, ".install.lock");
        for (bool told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!cancellation.IsCancellationRequested)
            {
                if (!told)
                    progress("Waiting for another process that is installing Azurite...");
                await Task.Delay(Poll, cancellation);
            }
        }
    }
}
