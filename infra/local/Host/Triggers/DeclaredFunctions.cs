using System.Reflection.Emit;

namespace Yuekao.Local.Host.Triggers;

/// <summary>What the WebJobs SDK calls when it runs one of <see cref="DeclaredFunctions"/>.</summary>
public class FunctionProxy : DispatchProxy
{
    internal Func<string, object?[], CancellationToken, Task<object?>> Target { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Target(targetMethod!.Name, args![..^1], (CancellationToken)args[^1]!);
}

/// <summary>
/// Declares the worker's functions to the WebJobs SDK, which finds functions as methods with attributes: an interface made at run time, with a method a
/// function that bears the attributes its bindings stand for. Those of timers bear none where the host calls them itself, because its clock is driven.
/// </summary>
internal sealed class DeclaredFunctions(
    IEnumerable<WorkerFunction> functions, bool timersByHost, Func<string, object?[], CancellationToken, Task<object?>> target) : ITypeLocator, IJobActivator
{
    // Hands the work to the worker as it is, instead of running it here.
    private static readonly (string Name, object Value) ByWorker = ("DurableRequiresGrpc", true);
    private static int hosts;

    public IReadOnlyList<Type> GetTypes()
    {
        // A proxy finds its interface by the assembly's name, which so must be another for each host of a process; the SDK makes the host's id of it.
        var name = new AssemblyName($"WorkerFunctions{Interlocked.Increment(ref hosts)}");
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(name, AssemblyBuilderAccess.Run)
            .DefineDynamicModule("WorkerFunctions")
            .DefineType("Functions", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
        foreach (WorkerFunction function in functions)
            Declare(type, function);
        return [type.CreateType()];
    }

    public T CreateInstance<T>()
    {
        T proxy = DispatchProxy.Create<T, FunctionProxy>();
        ((FunctionProxy)(object)proxy!).Target = target;
        return proxy;
    }

    private void Declare(TypeBuilder type, WorkerFunction function)
    {
        bool isTimer = function.Is("timerTrigger"), isHttp = function.Is("httpTrigger");
        const MethodAttributes OfInterface = MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual;
        // What an orchestrator or activity returns is the extension's; the SDK would take another function's result for a binding.
        Type result = isHttp || isTimer ? typeof(Task) : typeof(Task<object>);
        MethodBuilder method = type.DefineMethod(function.Name, OfInterface, result, [.. function.Inputs.Select(TypeOf), typeof(CancellationToken)]);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>([function.Name]));
        if (isHttp || (isTimer && timersByHost))
            method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>([]));
        foreach ((int index, FunctionBinding input) in function.Inputs.Index())
        {
            ParameterBuilder parameter = method.DefineParameter(index + 1, ParameterAttributes.None, input.Name);
            if (AttributeOf(function, input) is { } attribute)
                parameter.SetCustomAttribute(attribute);
        }
        method.DefineParameter(function.Inputs.Count + 1, ParameterAttributes.None, "cancellation");
    }

    private static Type TypeOf(FunctionBinding binding) => binding.Type switch
    {
        "httpTrigger" => typeof(HttpInvocation),
        "timerTrigger" => typeof(TimerInfo),
        _ => typeof(string),
    };

    private CustomAttributeBuilder? AttributeOf(WorkerFunction function, FunctionBinding binding) => binding.Type switch
    {
        "httpTrigger" => null,
        "timerTrigger" when timersByHost => null,
        "timerTrigger" => Attribute<TimerTriggerAttribute>([binding.Schedule!], ("RunOnStartup", binding.RunOnStartup)),
        "orchestrationTrigger" => Attribute<OrchestrationTriggerAttribute>([], ("Orchestration", binding.Orchestration ?? function.Name), ByWorker),
        "activityTrigger" => Attribute<ActivityTriggerAttribute>([], ("Activity", binding.Activity ?? function.Name), ByWorker),
        "durableClient" => Attribute<DurableClientAttribute>([], ByWorker),
        string other => throw new LocalHostException(
            $"The function '{function.Name}' has a binding '{other}', which the local host does not know: it knows HTTP, timers and Durable Functions."),
    };

    private static CustomAttributeBuilder Attribute<T>(object[] arguments, params (string Name, object Value)[] properties) => new(
        typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!, arguments,
        [.. properties.Select(property => typeof(T).GetProperty(property.Name)!)], [.. properties.Select(property => property.Value)]);
}
