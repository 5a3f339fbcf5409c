namespace MicroCare.Core.Programs.Checking;

/// <summary>What a clinic asks before it chooses a program must be written down.</summary>
internal static class AboutCheck
{
    public static void Check(Findings findings)
    {
        if (findings.Program.About is not { } about)
        {
            findings.Add(default, "There is no 'about': a clinic cannot tell what the program rests on and whom it is for. Add evidence, population, exclusions, authors and texts_a_week.");
            return;
        }

        Expect(!about.Evidence.IsEmpty, "evidence", "Add each claim with the paper that supports it.");
        Expect(about.Population.Length > 0, "population", "Write whom the program is for.");
        Expect(!about.Exclusions.IsEmpty, "exclusions", "Write whom the program is not for; an acute risk of suicide at least.");
        Expect(!about.Authors.IsEmpty, "authors", "Write who wrote it.");

        void Expect(bool holds, string part, string remedy)
        {
            if (!holds)
            {
                findings.Add(about.Place, $"'about.{part}' says nothing. {remedy}");
            }
        }
    }
}
