using System.Collections.Immutable;
using MicroCare.Core.Clinics;
using MicroCare.Core.Clinics.Reading;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;

namespace MicroCare.Adapters.Clinics;

/// <summary>The files of the clinics that this service serves, read once at start-up.</summary>
public static class ClinicFiles
{
    /// <summary>Reads every <c>*.yaml</c> file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="setting">The value of a setting that files name; null where it is not set.</param>
    /// <param name="isDevelopment">Whether webhooks may be without TLS.</param>
    /// <exception cref="InvalidOperationException">The folder is missing or empty.</exception>
    /// <exception cref="ProgramFormatException">Files are wrong, or two are of one clinic; all that was found is told at once.</exception>
    public static ImmutableArray<ClinicPolicy> Read(string folder, Func<string, string?> setting, bool isDevelopment)
    {
        var files = FilesOf(folder);
        if (files.IsEmpty)
        {
            throw new InvalidOperationException($"MicroCare__ClinicsFolder names '{folder}', where there is no *.yaml file.");
        }

        var (policies, problems) = Check(files, setting, isDevelopment);
        return problems.IsEmpty ? policies : throw new ProgramFormatException(problems);
    }

    /// <summary>The clinics' files of a folder, in order.</summary>
    public static ImmutableArray<string> FilesOf(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads files; a broken one keeps no other from being read. Without <paramref name="setting"/>, settings are not looked at.</summary>
    public static (ImmutableArray<ClinicPolicy> Policies, ImmutableArray<ProgramProblem> Problems) Check(
        IEnumerable<string> files, Func<string, string?>? setting, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(files);
        var read = new Dictionary<ClinicId, (string File, ClinicPolicy Policy)>();
        var problems = ImmutableArray.CreateBuilder<ProgramProblem>();
        foreach (var file in files)
        {
            try
            {
                var policy = ClinicReader.Read(file, File.ReadAllText(file), setting, isDevelopment);
                if (!read.TryAdd(policy.Id, (file, policy)))
                {
                    problems.Add(new ProgramProblem(file, 1, 1, $"The clinic '{policy.Id}' stands in {read[policy.Id].File} as well. Remove one of the files, or give it another id."));
                }
            }
            catch (ProgramFormatException fault)
            {
                problems.AddRange(fault.Problems);
            }
        }

        return ([.. read.Values.Select(one => one.Policy)], problems.DrainToImmutable());
    }
}
