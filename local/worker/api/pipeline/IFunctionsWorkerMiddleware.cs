namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>
/// Wraps every invocation of every function, the first registered outermost. Around an orchestrator it runs at every replay, and may await
/// nothing but <c>next</c>.
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its part and calls the rest.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
