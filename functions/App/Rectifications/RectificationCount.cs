using Yuekao.Assessment.Values;

namespace Yuekao.App.Rectifications;

/// <summary>What there is to tell about a township's rectifications.</summary>
/// <param name="Township">The township.</param>
/// <param name="DueSoon">How many are due within seven days; those that an earlier check counted are left out.</param>
/// <param name="Due">When the first of them is due; null where there are none.</param>
/// <param name="Overdue">How many are overdue; those that an earlier check counted are left out.</param>
public sealed record RectificationCount(TownshipId Township, int DueSoon, DateTimeOffset? Due, int Overdue);
