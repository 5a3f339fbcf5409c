using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>What changes from one version of a program to another, in words that its author and a clinic understand.</summary>
public static class ProgramChanges
{
    /// <summary>The changes: warnings first, then what changes, then what it means for patients in flight. Empty where nothing does.</summary>
    public static ImmutableArray<ChangeSection> Between(InterventionProgram old, InterventionProgram @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        ImmutableArray<ChangeSection> changes = [.. FrameChanges.Between(old, @new).Concat(new StepChanges(old, @new).All()).OfType<ChangeSection>()];
        if (changes.IsEmpty && old.Fingerprint == @new.Fingerprint)
        {
            return [];
        }

        // Who comes where is a question of versions of one program.
        var whom = old.Id == @new.Id && old.Version != @new.Version ? new ForWhom(old, @new) : null;
        return [.. new[] { Section("Look at this first", Warnings(old, @new)) }.Concat(changes).Concat([whom?.Memories(), whom?.Patients()]).OfType<ChangeSection>()];
    }

    /// <summary>A section; null where it has no lines.</summary>
    internal static ChangeSection? Section(string title, IEnumerable<ChangeLine> lines) => lines.ToImmutableArray() is { Length: > 0 } all ? new ChangeSection(title, all) : null;

    private static IEnumerable<ChangeLine> Warnings(InterventionProgram old, InterventionProgram @new)
    {
        if (old.Id != @new.Id)
        {
            yield return Warning($"These are two programs, {old.Id} and {@new.Id}, and not two versions of one.");
        }
        else if (old.Version == @new.Version)
        {
            yield return Warning($"Both are version {old.Version}, and differ. A version that was used is immutable: the service would not start. Make it version {old.Version + 1}.");
        }
        else if (@new.Version < old.Version)
        {
            yield return Warning($"Version {@new.Version} is not higher than {old.Version}: the service goes on with {old.Version}. Make it version {old.Version + 1}.");
        }

        if (old.Id == @new.Id)
        {
            foreach (var (from, to) in @new.Migration.Renamed.Where(pair => old.Find(pair.Key) is null || @new.Find(pair.Value) is null).OrderBy(pair => pair.Key.Value, StringComparer.Ordinal))
            {
                yield return Warning($"'renamed' says that {from} became {to}, but {(old.Find(from) is null ? $"the old version has no {from}" : $"the new version has no {to}")}.");
            }
        }
    }

    private static ChangeLine Warning(FormattableString text) => ChangeLine.Of(0, text.ToString(CultureInfo.InvariantCulture));
}
