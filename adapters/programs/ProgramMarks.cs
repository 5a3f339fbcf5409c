using System.Collections.Concurrent;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Programs;

namespace MicroCare.Adapters.Programs;

/// <summary>
/// Holds programs to it that a version which was used never changes: before a version is given to its first patient its fingerprint is kept beside the data,
/// and a file of that version with another content is not given to anybody.
/// </summary>
public sealed class ProgramMarks(IKeyMarks marks)
{
    private readonly ConcurrentDictionary<(string, int), bool> _kept = new();

    /// <summary>Keeps the mark of a version that is about to be used, or compares it with the one that is kept.</summary>
    /// <exception cref="ProgramChangedException">The version was used with another content.</exception>
    public async Task UseAsync(InterventionProgram program, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        var version = (program.Id.Value, program.Version);
        if (program.Fingerprint.Length == 0 || _kept.ContainsKey(version))
        {
            return;
        }

        if (await marks.KeepFirstAsync(NameOf(program), program.Fingerprint, cancellationToken) != program.Fingerprint)
        {
            throw new ProgramChangedException(program.Id.Value, program.Version);
        }

        _kept[version] = true;
    }

    /// <summary>Compares every version at hand with its mark, if it has one; before any patient is served.</summary>
    /// <exception cref="ProgramChangedException">A version that was used has another content now.</exception>
    public async Task CheckAsync(ProgramLibrary library, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(library);
        foreach (var program in library.All.SelectMany(newest => newest.Earlier.Prepend(newest)))
        {
            if (await marks.FindAsync(NameOf(program), cancellationToken) is { } mark && mark != program.Fingerprint)
            {
                throw new ProgramChangedException(program.Id.Value, program.Version);
            }
        }
    }

    private static string NameOf(InterventionProgram program) => $"program-{program.Id}-{program.Version}";
}

/// <summary>A version of a program was changed after patients were given it.</summary>
public sealed class ProgramChangedException(string program, int version) : Exception(
    $"Version {version} of program '{program}' was given to patients with another content: file or instruments were changed since. Put the old content back, "
    + "and give the new one a higher 'version'.")
{
    /// <summary>The program.</summary>
    public string Program { get; } = program;

    /// <summary>The version.</summary>
    public int Version { get; } = version;
}
