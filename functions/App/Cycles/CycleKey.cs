using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>Names a cycle (考核周期): one run of a scheme for one period in one county.</summary>
/// <param name="County">The county.</param>
/// <param name="Scheme">The scheme, whose id starts with the county's.</param>
/// <param name="Period">The period, of the scheme's kind.</param>
public sealed record CycleKey(CountyId County, SchemeId Scheme, Period Period)
{
    /// <summary>The orchestration instance that runs the cycle: the same for every start, so that a second start is none.</summary>
    public string InstanceId => $"{Scheme}.{Period}";

    /// <summary>The path under the county, as the audit trail and messages name the cycle.</summary>
    public string Resource => $"schemes/{Scheme}/cycles/{Period}";

    /// <summary>The orchestration instance that runs one pool of the cycle.</summary>
    public string PoolInstanceId(PoolId pool) => $"{InstanceId}.{pool}";

    /// <summary>A cycle's name from a route.</summary>
    /// <exception cref="ProblemException">One part is no id, or the scheme is another county's: not found.</exception>
    public static CycleKey Read(string county, string scheme, string period)
    {
        var key = new CycleKey(RouteIds.Read<CountyId>(county), RouteIds.Read<SchemeId>(scheme), RouteIds.Read<Period>(period));
        return key.Scheme.Value.StartsWith($"{county}.", StringComparison.Ordinal)
            ? key
            : throw new ProblemException(ProblemType.NotFound, $"'{scheme}' is no scheme of the county: it must start with '{county}.'.");
    }

    /// <inheritdoc/>
    public override string ToString() => InstanceId;
}
