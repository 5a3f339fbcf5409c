using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Durable;

/// <summary>What a turn needs of its engine.</summary>
internal sealed record TurnSettings(OrchestrationCatalog Catalog, DataConverter Converter, ILoggerFactory Loggers, EngineLog Log);
