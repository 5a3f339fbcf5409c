using MicroCare.Adapters.Triage;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;
using MicroCare.Tests.Rings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Tests.Adapters.Triage;

public sealed class ModelReaderTests
{
    private static readonly PatientText Text = new("canary-7 the new pill makes me dizzy");

    [Fact]
    public async Task Read_WhileTheModelIsLoaded_HasNoOpinionAndDoesNotWait()
    {
        using var gate = new ManualResetEventSlim();
        using var reader = new ModelReader(NullLogger<ModelReader>.Instance, () =>
        {
            gate.Wait();
            return Shipped();
        });
        Assert.Null(reader.Read(Text));
        gate.Set();
        Assert.True(await reader.LoadAsync());
        Assert.NotNull(reader.Read(Text));
    }

    [Fact]
    public async Task Read_WithAModelThatCannotBeLoaded_HasNoOpinionAndWarnsOnceWithoutTheText()
    {
        var log = new Recorder();
        using var reader = new ModelReader(log, () => new MemoryStream([1, 2, 3]));
        Assert.False(await reader.LoadAsync());
        Assert.Null(reader.Read(Text));
        Assert.Null(reader.Read(Text));
        var warning = Assert.Single(log.Lines);
        Assert.StartsWith("Warning 1030 The second reader's model cannot be loaded", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("🙂")]
    public async Task Read_WithoutAWord_HasNoOpinion(string text)
    {
        using var reader = new ModelReader(NullLogger<ModelReader>.Instance);
        Assert.True(await reader.LoadAsync());
        Assert.Null(reader.Read(new PatientText(text)));
    }

    [Fact]
    public async Task Read_ByManyThreads_IsAsByOne()
    {
        using var reader = new ModelReader(NullLogger<ModelReader>.Instance);
        Assert.True(await reader.LoadAsync());
        var texts = TrainingTexts.Read(Folder).Take(200).Select(text => new PatientText(text.Text)).ToList();
        var expected = texts.Select(reader.Read).ToList();
        Assert.Equal(expected, texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(reader.Read).ToList());
    }

    internal static string Folder => Path.Combine(Repository.Root, "adapters", "triage", "training");

    private static FileStream Shipped() => File.OpenRead(Path.Combine(Repository.Root, "adapters", "triage", "second-opinion.zip"));

    private sealed class Recorder : ILogger<ModelReader>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
    }
}
