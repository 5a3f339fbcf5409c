using Json.Schema;
using MicroCare.Tests.Core.Programs;

namespace MicroCare.Tests.Core.Clinics;

/// <summary>What an editor tells whoever writes a clinic's file.</summary>
public sealed class ClinicSchemaTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "clinics");
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Shipped, "schema", "clinic.schema.json")));
    private static readonly string Riverside = File.ReadAllText(Path.Combine(Shipped, "riverside.yaml")).ReplaceLineEndings("\n");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Shipped, "*.yaml").Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_ThatIsShipped_FitsTheSchemaAndNamesIt(string file)
    {
        var yaml = File.ReadAllText(Path.Combine(Shipped, file)).ReplaceLineEndings("\n");

        Assert.True(YamlSchema.Evaluate(Schema, yaml).IsValid);
        Assert.StartsWith("# yaml-language-server: $schema=./schema/clinic.schema.json\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\nname: Riverside Clinic", "")]
    [InlineData("\nid: riverside", "\nid: River Side")]
    [InlineData("\nline:", "\nlines:")]
    [InlineData("mon-fri: \"08:00-17:00\"", "monday: \"08:00-17:00\"")]
    [InlineData("mon-fri: \"08:00-17:00\"", "mon-fri: \"8 to 5\"")]
    [InlineData("minors: refuse", "minors: perhaps")]
    [InlineData("age_of_majority: 18", "age_of_majority: 16")]
    [InlineData("acknowledge_within: 5 minutes", "acknowledge_within: soon")]
    [InlineData("{ name: Nurse on duty, phone: \"${RIVERSIDE_NURSE_PHONE}\" }", "{ name: Nurse on duty }")]
    [InlineData("  version: riverside-research/1\n", "")]
    [InlineData("\nminors:", "\nwebhook_secret: hunter2\nminors:")]
    public void File_WithAMistake_DoesNotFitTheSchema(string there, string instead)
    {
        Assert.Contains(there, Riverside, StringComparison.Ordinal);
        Assert.False(YamlSchema.Evaluate(Schema, Riverside.Replace(there, instead, StringComparison.Ordinal)).IsValid);
    }
}
