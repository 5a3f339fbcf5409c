using System.Collections.Concurrent;
using System.Reflection;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;
using Microsoft.Extensions.Logging;
using Microsoft.ML;

namespace MicroCare.Adapters.Triage;

/// <summary>
/// The second opinion of the model that ships with this assembly. It is loaded in the background when the first text comes, and has no opinion before:
/// a worker that has just started answers its first text as fast as any other. Without the model the rules stand alone.
/// </summary>
/// <param name="log">Told when the model cannot be loaded; never a word of a text.</param>
/// <param name="open">Opens the model.</param>
public sealed class ModelReader(ILogger<ModelReader> log, Func<Stream> open) : ISecondReader, IDisposable
{
    private readonly ConcurrentBag<PredictionEngine<ModelRow, ModelOutput>> _idle = [];
    private readonly Lock _starting = new();
    private Task<(MLContext Context, ITransformer Model)?>? _loading;

    /// <summary>The reader of the model that ships.</summary>
    public ModelReader(ILogger<ModelReader> log)
        : this(log, OpenShipped)
    {
    }

    /// <summary>Loads the model, if that is not done or under way. True when it has opinions.</summary>
    public async Task<bool> LoadAsync() => await Loading() is not null;

    /// <inheritdoc />
    public SecondOpinion? Read(PatientText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var loading = Loading();
        if (!loading.IsCompletedSuccessfully || loading.Result is not var (context, model))
        {
            return null;
        }

        var row = ModelRow.Of(text.Words);
        if (row.Text.Length == 0)
        {
            return null;
        }

        // An engine serves one thread at a time.
        var engine = _idle.TryTake(out var idle) ? idle : context.Model.CreatePredictionEngine<ModelRow, ModelOutput>(model);
        try
        {
            return ModelTraining.OpinionOf(engine.Predict(row));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            AdapterLog.SecondOpinionFailed(log, fault.GetType().Name);
            return null;
        }
        finally
        {
            _idle.Add(engine);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        while (_idle.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }

    private Task<(MLContext Context, ITransformer Model)?> Loading()
    {
        if (_loading is { } loading)
        {
            return loading;
        }

        lock (_starting)
        {
            return _loading ??= Task.Run(Load);
        }
    }

    private (MLContext Context, ITransformer Model)? Load()
    {
        try
        {
            using var file = open();
            var context = ModelTraining.Context();
            var model = context.Model.Load(file, out _);
            _idle.Add(context.Model.CreatePredictionEngine<ModelRow, ModelOutput>(model));
            return (context, model);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            AdapterLog.NoSecondOpinion(log, fault.GetType().Name);
            return null;
        }
    }

    private static Stream OpenShipped() =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("MicroCare.Adapters.Triage.second-opinion.zip")
        ?? throw new FileNotFoundException("The model is not part of the assembly; see MicroCare.Adapters.csproj.");
}
