using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace MicroCare.Local.Storage;

/// <summary>
/// The pinned Azurite package in a per-user cache folder: installed by <c>npm ci</c> on first use, then shared by every run.
/// The folder's name holds a hash of the lock file, so that a new pin never meets an old install.
/// </summary>
internal static class AzuriteInstall
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder beside this assembly that holds package.json, package-lock.json and launch.mjs.</summary>
    public static string PackageFolder { get; } = Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>The absolute path of <c>azurite.js</c>, installing the package first when it is missing.</summary>
    /// <exception cref="AzuriteException">Node.js or npm is missing, or the install failed.</exception>
    public static async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(CacheFolder(), "azurite-" + LockHash());
        var entry = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (File.Exists(entry))
            return entry;

        Directory.CreateDirectory(CacheFolder());
        await using var guard = await LockAsync(folder + ".lock", cancellationToken);
        if (!File.Exists(entry))
            await InstallAsync(folder, cancellationToken);
        return entry;
    }

    // Installs beside the final folder and renames, so that a broken install is never taken for a whole one.
    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var partial = folder + ".partial";
        DeleteIfThere(partial);
        DeleteIfThere(folder);
        Directory.CreateDirectory(partial);
        foreach (var name in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(PackageFolder, name), Path.Combine(partial, name));

        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = partial,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"])
            start.ArgumentList.Add(argument);
        using var npm = StartTool(start);
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw new AzuriteException(
                    $"Installing Azurite with npm failed (exit code {npm.ExitCode}). Check the network and `npm config get registry`, " +
                    $"then run again.{Environment.NewLine}{(await errors).Trim()}{Environment.NewLine}{(await output).Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
        Directory.Move(partial, folder);
    }

    /// <summary>Starts node or npm.</summary>
    /// <exception cref="AzuriteException">The tool is not on the PATH.</exception>
    public static Process StartTool(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new AzuriteException($"'{start.FileName}' did not start.");
        }
        catch (Win32Exception reason)
        {
            throw new AzuriteException(
                $"'{start.FileName}' could not be started: {reason.Message}. The local storage emulator needs Node.js 20 or newer with " +
                "npm on the PATH (https://nodejs.org); or use a storage account's connection string instead.",
                reason);
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < LockPatience)
            {
                await Task.Delay(LockPoll, TimeProvider.System, cancellationToken);
            }
            catch (IOException reason)
            {
                throw new AzuriteException(
                    $"Another process has been installing Azurite for more than {LockPatience.TotalMinutes} minutes (it holds {path}). " +
                    "End it, then run again.",
                    reason);
            }
        }
    }

    private static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            cache = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }
        return Path.Combine(cache, "microcare");
    }

    private static string LockHash()
    {
        var hash = SHA256.HashData(File.ReadAllBytes(Path.Combine(PackageFolder, "package-lock.json")));
        return Convert.ToHexStringLower(hash)[..12];
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
