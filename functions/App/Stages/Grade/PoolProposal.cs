namespace Yuekao.App.Stages.Grade;

/// <summary>What was proposed to the meeting in one round (建议结果), with everything that it was computed from.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Input">Roster, readings, waivers and observations, as they were when collecting ended.</param>
/// <param name="Proposal">What was computed.</param>
public sealed record PoolProposal(PoolId Pool, int Round, DateTimeOffset At, PoolInput Input, Proposal Proposal);
