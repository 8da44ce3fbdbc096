using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Yuekao.Local.Host.Worker;

namespace Yuekao.Local.Host.Triggers;

/// <summary>
/// Declares the worker's functions to the WebJobs SDK, which finds functions as methods with attributes: one method a function, made at run time, with
/// the attributes that its bindings stand for.
/// </summary>
/// <param name="worker">Whose functions.</param>
/// <param name="timersByHost">Whether the host calls timers' functions itself, because its clock is driven.</param>
internal sealed class DeclaredFunctions(WorkerChannel worker, bool timersByHost) : ITypeLocator
{
    private static readonly MethodInfo Invoke = typeof(WorkerFunctions).GetMethod("InvokeAsync", BindingFlags.NonPublic | BindingFlags.Instance)!;

    public IReadOnlyList<Type> GetTypes()
    {
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("WorkerFunctions"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("WorkerFunctions")
            .DefineType("Functions", TypeAttributes.Public, typeof(WorkerFunctions));
        foreach (WorkerFunction function in worker.Functions.Values)
            Declare(type, function);
        return [type.CreateType()];
    }

    private void Declare(TypeBuilder type, WorkerFunction function)
    {
        IReadOnlyList<FunctionBinding> inputs = function.Inputs;
        bool isCalled = function.Trigger is not { } trigger || trigger.Type == "httpTrigger" || (timersByHost && trigger.Type == "timerTrigger");
        // What an orchestrator or activity returns is the extension's; the SDK would take another function's result for a binding.
        Type result = function.Trigger?.Type is "httpTrigger" or "timerTrigger" ? typeof(Task) : typeof(Task<object>);
        MethodBuilder method = type.DefineMethod(function.Name, MethodAttributes.Public, result, [.. inputs.Select(TypeOf), typeof(CancellationToken)]);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>([function.Name]));
        if (isCalled)
            method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>([]));
        for (int index = 0; index < inputs.Count; index++)
        {
            ParameterBuilder parameter = method.DefineParameter(index + 1, ParameterAttributes.None, inputs[index].Name);
            if (AttributeOf(function, inputs[index]) is { } attribute)
                parameter.SetCustomAttribute(attribute);
        }

        method.DefineParameter(inputs.Count + 1, ParameterAttributes.None, "cancellation");
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldc_I4, inputs.Count);
        code.Emit(OpCodes.Newarr, typeof(object));
        for (int index = 0; index < inputs.Count; index++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldc_I4, index);
            code.Emit(OpCodes.Ldarg, index + 1);
            code.Emit(OpCodes.Stelem_Ref);
        }

        code.Emit(OpCodes.Ldarg, inputs.Count + 1);
        code.Emit(OpCodes.Call, Invoke);
        code.Emit(OpCodes.Ret);
    }

    private static Type TypeOf(FunctionBinding binding) => binding.Type switch
    {
        "httpTrigger" => typeof(HttpInvocation),
        "timerTrigger" => typeof(TimerInfo),
        _ => typeof(string),
    };

    // DurableRequiresGrpc hands the work to the worker as it is, instead of running it here.
    private CustomAttributeBuilder? AttributeOf(WorkerFunction function, FunctionBinding binding) => binding.Type switch
    {
        "httpTrigger" => null,
        "timerTrigger" when timersByHost => null,
        "timerTrigger" => Attribute<TimerTriggerAttribute>(
            [binding.Text("schedule")!], (nameof(TimerTriggerAttribute.RunOnStartup), binding.Flag("runOnStartup") ?? false), (nameof(TimerTriggerAttribute.UseMonitor), binding.Flag("useMonitor") ?? true)),
        "orchestrationTrigger" => Attribute<OrchestrationTriggerAttribute>(
            [], (nameof(OrchestrationTriggerAttribute.Orchestration), binding.Text("orchestration") ?? function.Name), ("DurableRequiresGrpc", true)),
        "activityTrigger" => Attribute<ActivityTriggerAttribute>([], (nameof(ActivityTriggerAttribute.Activity), binding.Text("activity") ?? function.Name), ("DurableRequiresGrpc", true)),
        "durableClient" => Attribute<DurableClientAttribute>([], ("DurableRequiresGrpc", true)),
        string other => throw new NotSupportedException($"The function '{function.Name}' has a binding '{other}', which the local host does not know: it knows HTTP, timers and Durable Functions."),
    };

    private static CustomAttributeBuilder Attribute<T>(object[] arguments, params (string Name, object Value)[] properties) => new(
        typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!, arguments,
        [.. properties.Select(property => typeof(T).GetProperty(property.Name)!)], [.. properties.Select(property => property.Value)]);
}
