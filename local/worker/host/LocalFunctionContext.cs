using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>One invocation on the one-machine host.</summary>
internal sealed class LocalFunctionContext(
    FunctionEntry function, IServiceProvider services, object? trigger, IReadOnlyDictionary<string, object?> data, CancellationToken cancellationToken)
    : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override BindingContext BindingContext { get; } = new Data(data);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellationToken;

    public FunctionEntry Function => function;

    public object? Trigger => trigger;

    public object? Result { get; set; }

    private sealed class Data(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }
}
