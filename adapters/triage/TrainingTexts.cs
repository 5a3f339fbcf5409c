using System.Collections.Immutable;
using MicroCare.Core.Triage;

namespace MicroCare.Adapters.Triage;

/// <summary>The texts to learn from: a file a class, named by it; a line is a language, a tab and a text.</summary>
public static class TrainingTexts
{
    /// <summary>All texts in a folder, in the order of the files' names. Throws <see cref="InvalidDataException"/>, with file and line, where one cannot be used.</summary>
    public static ImmutableArray<LabelledText> Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? throw new InvalidDataException($"{folder} holds no .tsv file: name the folder with the training texts.")
            : [.. files.SelectMany(ReadFile)];
    }

    private static IEnumerable<LabelledText> ReadFile(string file)
    {
        var kind = TriageClasses.Find(Path.GetFileNameWithoutExtension(file))
            ?? throw new InvalidDataException($"{file} is named by no class: the name is a class in data, such as side_effect.tsv.");
        foreach (var (at, line) in File.ReadLines(file).Index())
        {
            yield return line.Split('\t') is [("en" or "es") and var language, { Length: > 0 } text]
                ? new LabelledText(kind, language, text)
                : throw new InvalidDataException($"{file}, line {at + 1}: write 'en' or 'es', a tab and a text.");
        }
    }
}
