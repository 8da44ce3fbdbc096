namespace Yuekao.Local.SampleCounty.Month;

/// <summary>Everything that a county's sources report for one period.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Period">The period.</param>
/// <param name="Townships">What is reported for each township.</param>
public sealed record SampleMonth(SchemeKey Scheme, Period Period, IReadOnlyList<SampleTownshipMonth> Townships);

/// <summary>What is reported for one township.</summary>
/// <param name="Township">The township.</param>
/// <param name="Submissions">One submission of each source that reads items.</param>
/// <param name="Observations">Facts noted during the period, each naming its source.</param>
public sealed record SampleTownshipMonth(TownshipId Township, IReadOnlyList<SampleSubmission> Submissions, IReadOnlyList<Observation> Observations);

/// <summary>One source's submission (报送).</summary>
/// <param name="Source">The source.</param>
/// <param name="At">When it reports.</param>
/// <param name="IsLate">Whether that is after the readings were due.</param>
/// <param name="Readings">All of its readings for the township.</param>
public sealed record SampleSubmission(SourceId Source, DateTimeOffset At, bool IsLate, IReadOnlyList<Reading> Readings);
