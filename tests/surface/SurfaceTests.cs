using System.Reflection;
using System.Text.RegularExpressions;
using MicroCare.Functions.Access;
using MicroCare.Orchestrations.Exports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace MicroCare.Tests.Surface;

/// <summary>What the app asks of the real packages: kept as a page, each line checked against their sources by hand.</summary>
public sealed partial class SurfaceTests
{
    private const string Rewrite = "MICROCARE_WRITE_SURFACE";

    private static string Page => Path.Combine(Repository.Root, "docs", "azure-api-surface.md");

    [Fact]
    public void Page_HoldsWhatTheAppUsesAndNothingElse()
    {
        var used = UsedSurface.Lines();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            Write(used);
        }

        var kept = Rows().Select(row => row.Line).ToList();
        Assert.True(
            used.SequenceEqual(kept, StringComparer.Ordinal),
            $"docs/azure-api-surface.md is not what the app uses. New: {string.Join("; ", used.Except(kept))}. Gone: {string.Join("; ", kept.Except(used))}. "
            + $"Check what is new against the real sources, then run this test with {Rewrite}=1 and note where you checked.");
    }

    [Fact]
    public void Page_SaysOfEachLineWhereItWasChecked() => Assert.All(Rows(), row =>
    {
        Assert.Matches("^(Microsoft|Azure)[.]", row.Package);
        Assert.Matches("^[A-Za-z-]+/[A-Za-z-]+:[A-Za-z0-9./-]+[.]cs$", row.Checked);
    });

    [Fact]
    public void Functions_AreOfAFormThatTheSdkAccepts()
    {
        var functions = ((Assembly[])[typeof(AccessGate).Assembly, typeof(ExportOrchestrator).Assembly])
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .ToList();
        Assert.True(functions.Count > 20);
        Assert.Equal(functions.Count, functions.Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(functions, method =>
        {
            var what = $"{method.DeclaringType!.Name}.{method.Name}";
            Assert.True(method.IsPublic && (method.DeclaringType.IsPublic || method.DeclaringType.IsNestedPublic), $"{what} must be public");
            Assert.False(method.IsGenericMethod || method.DeclaringType.IsGenericType, $"{what} must not be generic");
            Assert.Single(method.GetParameters(), parameter => parameter.GetCustomAttributes().Any(attribute => attribute is TriggerBindingAttribute));
            Assert.True(method.ReturnType != typeof(void) || method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is null, $"{what} must not be async void");
            Assert.Matches("^[A-Za-z][A-Za-z0-9_-]{0,126}$", NameOf(method));
        });
    }

    [Fact]
    public void HttpFunctions_TakeARequestAndAnswerAResult() => Assert.All(HttpOperation.Of(typeof(AccessGate).Assembly), operation =>
    {
        Assert.True(operation.Method.ReturnType == typeof(Task<IResult>) || operation.Method.ReturnType == typeof(IResult), operation.Function);
        Assert.Single(operation.Method.GetParameters(), parameter => parameter.ParameterType == typeof(HttpRequest));

        // What a route names, the method takes, and the other way round.
        var route = Braces().Matches(operation.Path).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var taken = operation.Method.GetParameters().Where(parameter => parameter.ParameterType == typeof(string)).Select(parameter => parameter.Name!).Order(StringComparer.Ordinal);
        Assert.Equal(route, taken);
        Assert.False(operation.Path.StartsWith("/api/admin", StringComparison.OrdinalIgnoreCase), "The host keeps routes under 'admin' to itself.");
    });

    [Fact]
    public void Orchestrators_AreStaticAndTakeNothingButTheirContext()
    {
        var orchestrators = typeof(ExportOrchestrator).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
            .ToList();
        Assert.True(orchestrators.Count >= 4);
        Assert.All(orchestrators, method =>
        {
            Assert.True(method.IsStatic, $"{method.DeclaringType!.Name} must not have services: it replays");
            Assert.Equal([typeof(TaskOrchestrationContext)], method.GetParameters().Select(parameter => parameter.ParameterType));
            Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType));
        });
    }

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static List<(string Line, string Package, string Checked)> Rows() =>
    [
        .. File.ReadAllLines(Page)
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
    ];

    /// <summary>Writes the rows anew; what was noted by hand stays with its line.</summary>
    private static void Write(IReadOnlyList<string> used)
    {
        var noted = Rows().ToDictionary(row => row.Line, row => (row.Package, row.Checked), StringComparer.Ordinal);
        var text = File.ReadAllLines(Page).TakeWhile(line => !Row().IsMatch(line)).ToList();
        text.AddRange(used.Select(line => noted.TryGetValue(line, out var note) ? $"| `{line}` | {note.Package} | {note.Checked} |" : $"| `{line}` | ? | ? |"));
        File.WriteAllLines(Page, text);
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]+?) \| ([^|]+?) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Braces();
}
