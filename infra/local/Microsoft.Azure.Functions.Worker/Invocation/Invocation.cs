using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>One invocation. Its scope of services is made when first asked for: most activities never ask.</summary>
internal sealed class Invocation(HostedFunction function, IServiceScopeFactory scopes, CancellationToken cancellation) : FunctionContext, IAsyncDisposable
{
    private readonly InvocationFeatures features = NewFeatures();
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private IDictionary<object, object>? items;
    private string? id;

    /// <summary>The function that runs.</summary>
    public HostedFunction Function => function;

    /// <summary>What the trigger gave: the request, the timer's state, the activity's input...</summary>
    public object? Input { get; init; }

    /// <summary>What the trigger tells by name.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>What the function returned.</summary>
    public InvocationOutcome Outcome => features.Get<InvocationOutcome>()!;

    public override string InvocationId => id ??= Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override TraceContext TraceContext { get; } = new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext => new Data(BindingData);

    public override RetryContext RetryContext => NoRetries.Instance;

    public override IInvocationFeatures Features => features;

    public override CancellationToken CancellationToken => cancellation;

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope = scopes.CreateAsyncScope()).Value.ServiceProvider;
        set => services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static InvocationFeatures NewFeatures()
    {
        var made = new InvocationFeatures();
        made.Set(new InvocationOutcome());
        return made;
    }

    private sealed class Data(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? string.Empty;

        public override string TraceState => activity?.TraceStateString ?? string.Empty;
    }

    private sealed class NoRetries : RetryContext
    {
        public static readonly NoRetries Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
