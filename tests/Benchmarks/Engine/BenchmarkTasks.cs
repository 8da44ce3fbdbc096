using Microsoft.DurableTask;
using Microsoft.DurableTask.Local;

namespace Yuekao.Benchmarks.Engine;

/// <summary>The orchestrators and the activity that the engine is measured with.</summary>
internal sealed class BenchmarkTasks : ITaskCatalog
{
    public const string FanOut = "FanOut";
    public const string Sequence = "Sequence";
    private const string Add = "Add";
    private const int Steps = 5;

    public IEnumerable<string> OrchestratorNames => [FanOut, Sequence];

    public IEnumerable<string> ActivityNames => [Add];

    public ITaskOrchestrator? FindOrchestrator(TaskName name) => name.Name switch
    {
        FanOut => new FanOutOrchestrator(),
        Sequence => new SequenceOrchestrator(),
        _ => null,
    };

    public ITaskActivity? FindActivity(TaskName name) => name.Name == Add ? new AddActivity() : null;

    private sealed class FanOutOrchestrator : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            int[] results = await Task.WhenAll(Enumerable.Range(0, input).Select(number => context.CallActivityAsync<int>(Add, number)));
            return results.Sum();
        }
    }

    private sealed class SequenceOrchestrator : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            int value = input;
            for (int step = 0; step < Steps; step++)
                value = await context.CallActivityAsync<int>(Add, value);
            return value;
        }
    }

    private sealed class AddActivity : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input + 1);
    }
}
