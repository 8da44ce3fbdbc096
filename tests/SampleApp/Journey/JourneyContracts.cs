namespace SampleApp.Journey;

/// <summary>What a journey is to be.</summary>
/// <param name="Stops">How many stops each way.</param>
/// <param name="Step">Stop n is worth n times this.</param>
/// <param name="Rest">How long to rest between the two ways.</param>
public sealed record JourneyPlan(int Stops, int Step, TimeSpan Rest);

/// <summary>Lets a journey end.</summary>
/// <param name="IssuedBy">Who issued it.</param>
public sealed record JourneyPermit(string IssuedBy);

/// <summary>What a journey came to: the same for the same plan and permit, always.</summary>
/// <param name="Stops">How many stops each way.</param>
/// <param name="Out">The worth of the stops on the way out.</param>
/// <param name="Back">The worth of the stops on the way back, as the sub-orchestration returned it.</param>
/// <param name="Announced">The same, as its event said.</param>
/// <param name="IssuedBy">Who issued the permit.</param>
public sealed record JourneyResult(int Stops, int Out, int Back, int Announced, string IssuedBy);

/// <summary>One stop to visit.</summary>
/// <param name="Key">Its key within the orchestration.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Failures">How many visits fail before one succeeds.</param>
public sealed record Stop(string Key, int Value, int Failures);

/// <summary>A visit that succeeded.</summary>
/// <param name="Value">What the stop is worth.</param>
/// <param name="Execution">The one execution this result came from.</param>
public sealed record Visit(int Value, string Execution);

/// <summary>Which executions an orchestration believes its results came from, at a moment. Two moments must not differ.</summary>
/// <param name="Moment">The moment.</param>
/// <param name="Executions">The executions, in the order of the stops.</param>
public sealed record Testimony(string Moment, IReadOnlyList<string> Executions);
