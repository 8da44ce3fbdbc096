using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Sheets;

/// <summary>What one judge gives one subject (评分表).</summary>
/// <param name="Judge">The judge: one sheet of each subject at most.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Values">A number for each item of the kind points, a level's id for each of the kind level.</param>
public sealed record Sheet(JudgeId Judge, SubjectId Subject, IReadOnlyDictionary<ItemId, ReadingValue> Values);

/// <summary>How a secret ballot came out for one subject and item (票数). Who voted how is in no tally.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Item">An item of the kind level.</param>
/// <param name="Counts">How many ballots for each level, from 0 on; a level that is not named has none.</param>
public sealed record Tally(SubjectId Subject, ItemId Item, IReadOnlyDictionary<LevelId, int> Counts);
