using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>One invocation on the one-machine host.</summary>
internal sealed class LocalFunctionContext(
    FunctionEntry function, IServiceProvider services, object? trigger, IReadOnlyDictionary<string, object?> data, CancellationToken cancellationToken)
    : FunctionContext
{
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext => AmbientTrace.Instance;

    public override BindingContext BindingContext { get; } = new Data(data);

    public override RetryContext RetryContext => null!; // As in the original, for functions without a retry policy.

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures(new Returned(this));

    public override CancellationToken CancellationToken => cancellationToken;

    public FunctionEntry Function => function;

    public object? Trigger => trigger;

    public object? Result { get; set; }

    private sealed class Data(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Returned(LocalFunctionContext context) : InvocationResult
    {
        public override object? Value
        {
            get => context.Result;
            set => context.Result = value;
        }
    }
}
