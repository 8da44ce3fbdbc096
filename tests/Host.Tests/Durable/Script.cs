using DurableTask.Core;
using DurableTask.Core.Serializing;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>An orchestration written in the test that runs it.</summary>
internal sealed class Script(Func<Script, Task<string>> body) : TaskOrchestration
{
    private readonly Dictionary<string, TaskCompletionSource<string>> events = [];

    public OrchestrationContext Context { get; private set; } = null!;

    public string Input { get; private set; } = "";

    public DateTime Now => Context.CurrentUtcDateTime;

    public Task TimerAsync(TimeSpan delay, CancellationToken cancellation = default) => Context.CreateTimer(Now + delay, true, cancellation);

    public Task<string> EventAsync(string name) => Source(name).Task;

    public Task<string> ActivityAsync(string name, string input = "") => Context.ScheduleTask<string>(name, "", input);

    public override async Task<string> Execute(OrchestrationContext context, string input)
    {
        Context = context;
        Input = JsonDataConverter.Default.Deserialize<string>(input) ?? "";
        return JsonDataConverter.Default.Serialize(await body(this));
    }

    public override void RaiseEvent(OrchestrationContext context, string name, string input) =>
        Source(name).TrySetResult(JsonDataConverter.Default.Deserialize<string>(input));

    public override string? GetStatus() => null;

    private TaskCompletionSource<string> Source(string name) =>
        events.TryGetValue(name, out TaskCompletionSource<string>? source) ? source : events[name] = new();
}

/// <summary>An activity written in the test that runs it.</summary>
internal sealed class Deed(Func<string, Task<string>> body) : AsyncTaskActivity<string, string>
{
    protected override Task<string> ExecuteAsync(TaskContext context, string input) => body(input);
}

/// <summary>Makes one for every call, as the engine asks for it.</summary>
internal sealed class Maker<T> : ObjectCreator<T>
{
    private readonly Func<T> make;

    public Maker(string name, Func<T> make)
    {
        (Name, Version) = (name, "");
        this.make = make;
    }

    public override T Create() => make();
}
