namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>One invocation of a function.</summary>
    public abstract class FunctionContext
    {
        /// <summary>The invocation's own id.</summary>
        public abstract string InvocationId { get; }

        /// <summary>The function's id.</summary>
        public abstract string FunctionId { get; }

        /// <summary>What the trigger tells beside its payload.</summary>
        public abstract BindingContext BindingContext { get; }

        /// <summary>The invocation's services.</summary>
        public abstract IServiceProvider InstanceServices { get; set; }

        /// <summary>The function.</summary>
        public abstract FunctionDefinition FunctionDefinition { get; }

        /// <summary>What middleware passes on.</summary>
        public abstract IDictionary<object, object> Items { get; set; }

        /// <summary>Cancelled when the host stops or the caller goes away.</summary>
        public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
    }

    /// <summary>What a function is.</summary>
    public abstract class FunctionDefinition
    {
        /// <summary>Where its assembly lies.</summary>
        public abstract string PathToAssembly { get; }

        /// <summary>Type and method.</summary>
        public abstract string EntryPoint { get; }

        /// <summary>Its id.</summary>
        public abstract string Id { get; }

        /// <summary>Its name.</summary>
        public abstract string Name { get; }
    }

    /// <summary>What a trigger tells beside its payload.</summary>
    public abstract class BindingContext
    {
        /// <summary>Route values, a message's id and count, and the like.</summary>
        public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
    }

    /// <summary>ASP.NET Core's side of an invocation.</summary>
    public static class FunctionContextExtensions
    {
        internal const string HttpContextKey = "HttpRequestContext";

        /// <summary>The HTTP context of an HTTP function; null for any other.</summary>
        public static HttpContext? GetHttpContext(this FunctionContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            return context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
        }
    }

    /// <summary>Collects what the app is made of.</summary>
    public interface IFunctionsWorkerApplicationBuilder
    {
        /// <summary>The app's services.</summary>
        IServiceCollection Services { get; }

        /// <summary>Wraps every invocation.</summary>
        IFunctionsWorkerApplicationBuilder Use(Func<Middleware.FunctionExecutionDelegate, Middleware.FunctionExecutionDelegate> middleware);
    }
}

namespace Microsoft.Azure.Functions.Worker.Middleware
{
    /// <summary>The rest of an invocation.</summary>
    public delegate Task FunctionExecutionDelegate(FunctionContext context);

    /// <summary>Wraps every invocation.</summary>
    public interface IFunctionsWorkerMiddleware
    {
        /// <summary>Does its part and calls <paramref name="next"/>.</summary>
        Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
    }
}
