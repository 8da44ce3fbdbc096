namespace Yuekao.App.Tests.Architecture.Wrong.Platform
{
    internal sealed class Basement
    {
        public static Func<object> Dream { get; } = () => new Cycle.Roof();
    }

    internal sealed record Cellar(IReadOnlyList<Cycle.Roof[]> Above);
}

namespace Yuekao.App.Tests.Architecture.Wrong.Cycle
{
    internal sealed class Roof
    {
        public Platform.Basement? StandsOn { get; init; }
    }
}
