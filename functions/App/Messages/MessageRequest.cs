using Yuekao.App.Cycles;

namespace Yuekao.App.Messages;

/// <summary>Input of <c>PostMessages</c>: one message to each recipient. The same request again leaves the same messages.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool; null for the whole cycle.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Recipients">Roles as tokens have them: <c>county</c>, <c>township:gaowan</c>, <c>department:petitions</c>, <c>meeting:gaowan</c>.</param>
/// <param name="Number">Tells requests of one kind and pool apart: the round, or how many reminders there were before.</param>
/// <param name="Due">What is due when; null for nothing.</param>
/// <param name="Count">How many it is about: missing readings, unacknowledged notices; null where that says nothing.</param>
/// <param name="Detail">What else the recipient must know, such as the reason of a return; null for nothing.</param>
public sealed record MessageRequest(
    CycleKey Key, PoolId? Pool, MessageKind Kind, IReadOnlyList<string> Recipients, int Number, DateTimeOffset? Due = null, int? Count = null, string? Detail = null);
