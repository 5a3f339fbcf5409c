using MicroCare.Core.Programs;

namespace MicroCare.Bench;

/// <summary>A small program of its own, so that figures do not move with the shipped ones' texts.</summary>
internal static class BenchProgram
{
    public const string Id = "bench";

    public static string Yaml { get; } = $$"""
        id: {{Id}}
        version: 1
        days: 2
        languages: [en]
        title: { en: Bench }
        messages:
          consent: { en: "Hi {name}, {clinic} asks: YES or NO?" }
          consent_again: { en: "Again: YES or NO?" }
          consent_unclear: { en: "YES or NO?" }
          declined: { en: "Fine." }
          started: { en: "Welcome." }
          welcome_back: { en: "Welcome back." }
          stopped: { en: "Stopped." }
          help: { en: "Help." }
          check_in: { en: "How are you?" }
          unmatched: { en: "Thank you." }
          closing: { en: "The end." }
        steps:
          - id: mood
            day: 1
            at: preferred
            text: { en: "How is your mood, from 0 (very low) to 10 (very good)? Reply 0-10." }
            answer: { type: number, min: 0, max: 10 }
            thanks: { en: "Thank you, {name}. We keep it in mind." }
            unclear: { en: "Just the number is enough." }
          - id: again
            day: 2
            at: preferred
            text: { en: "And today? Reply 0-10." }
            answer: { type: number, min: 0, max: 10 }
            thanks: { en: "Thank you." }
            unclear: { en: "Just the number is enough." }
        """;

    public static InterventionProgram Read() => ProgramReader.Read("bench.yaml", Yaml);

    public static string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "bench.yaml"), Yaml);
        return folder;
    }
}
