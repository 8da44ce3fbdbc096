namespace Yuekao.App.Records;

/// <summary>What a year's facts come to, figure by figure.</summary>
internal static class DevelopmentFigures
{
    public static IEnumerable<DevelopmentFigure> Of(DevelopmentFacts facts) =>
        [.. Cohorts(facts), .. Reserve(facts), .. Classes(facts), .. Attendance(facts), .. Studies(facts), .. Rotations(facts), .. Talks(facts), .. Honours(facts)];

    private static IEnumerable<DevelopmentFigure> Cohorts(DevelopmentFacts facts)
    {
        var belonging = facts.Cohorts.Select(cohort => (Cohort: cohort, Members: cohort.Members.Where(member => member.BelongsOn(facts.On)).ToArray())).ToArray();
        yield return Figure("selected", null, "选育对象（人）", "People in cohorts", belonging.SelectMany(one => one.Members).DistinctBy(member => member.Person).Count(), "cohorts");
        foreach ((Cohort cohort, CohortMember[] members) in belonging)
            yield return Figure("selectedByCohort", cohort.Id.Value, $"选育对象：{cohort.Title.ZhCn}", $"In the cohort: {cohort.Title.En ?? cohort.Title.ZhCn}", members.Length, $"{cohort.Resource}/members");
    }

    private static IEnumerable<DevelopmentFigure> Reserve(DevelopmentFacts facts)
    {
        const string List = "reserve?state=active";
        ReservePerson[] active = [.. facts.Reserve.Where(one => one.AddedOn <= facts.On && facts.On < (one.Ending?.On ?? DateOnly.MaxValue))];
        yield return Figure("reserve", null, "后备人才（人）", "People in the reserve pool", active.Length, List);
        foreach (ReserveSource source in Enum.GetValues<ReserveSource>())
            yield return Figure("reserveBySource", CellValues.NameOf(source), $"后备人才：{source.ZhCn()}", $"In reserve, {CellValues.NameOf(source)}", active.Count(one => one.Entry.Source == source), $"{List}&source={CellValues.NameOf(source)}");
        foreach (Township township in facts.Places.Townships)
            yield return Figure("reserveByTownship", township.Id.Value, $"后备人才：{township.Name}", $"In reserve, {township.Name}", active.Count(one => one.Entry.Township == township.Id), $"{List}&township={township.Id}");
    }

    private static IEnumerable<DevelopmentFigure> Classes(DevelopmentFacts facts)
    {
        string list = $"development/classes?year={facts.Year}&state=held";
        TrainingClass[] held = Held(facts);
        yield return Figure("classes", null, "开设班次（期）", "Classes held", held.Length, list);
        foreach (TrainingForm form in Enum.GetValues<TrainingForm>())
            yield return Figure("classesByForm", CellValues.NameOf(form), $"{form.ZhCn()}（期）", $"Classes held: {form.En()}", held.Count(one => one.Content.Form == form), $"{list}&form={CellValues.NameOf(form)}");
        foreach (EducationKind kind in Enum.GetValues<EducationKind>())
            yield return Figure("classesByKind", CellValues.NameOf(kind), $"{kind.ZhCn()}（期）", $"Classes held: {kind.En()}", held.Count(one => one.Content.Kind == kind), $"{list}&kind={CellValues.NameOf(kind)}");
    }

    private static IEnumerable<DevelopmentFigure> Attendance(DevelopmentFacts facts)
    {
        string list = $"development/classes?year={facts.Year}&state=held";
        TrainingClass[] held = Held(facts);
        (TrainingClass Class, Participant Participant)[] enrolled = [.. held.SelectMany(one => one.Current, (one, participant) => (one, participant))];
        int attended = enrolled.Sum(one => one.Participant.Hours ?? 0);
        yield return Figure("hours", null, "开设学时", "Hours of classes", held.Sum(one => one.Content.Hours), list);
        yield return Figure("personHours", null, "参训人学时", "Hours attended by all together", attended, list);
        yield return Figure("trained", null, "参训（人）", "People trained", enrolled.Where(one => one.Participant.Hours > 0).DistinctBy(one => one.Participant.Person).Count(), list);
        yield return Figure("attendanceRate", null, "到课率（%）", "Attendance rate (%)", Percent(attended, enrolled.Sum(one => one.Class.Content.Hours)), list);
    }

    private static IEnumerable<DevelopmentFigure> Studies(DevelopmentFacts facts)
    {
        string list = $"development/studies?year={facts.Year}";
        Study[] studies = [.. facts.Studies.SelectMany(one => one.Studies).Select(one => one.Study).Where(study => study.CountsIn(facts.Year))];
        yield return Figure("inStudy", null, "学历教育（人）", "People in further study", People(studies), list);
        foreach (StudyLevel level in Enum.GetValues<StudyLevel>())
            yield return Figure("inStudyByLevel", CellValues.NameOf(level), $"学历教育：{level.ZhCn()}", $"In further study, {level.En()}", People(studies.Where(study => study.Level == level)), $"{list}&level={CellValues.NameOf(level)}");

        static int People(IEnumerable<Study> studies) => studies.DistinctBy(study => study.Person).Count();
    }

    private static IEnumerable<DevelopmentFigure> Rotations(DevelopmentFacts facts)
    {
        int tooShort = facts.Rotations.Count(one => one.TooShort);
        int done = facts.Rotations.Count(one => !one.TooShort && one.LastDay < facts.On);
        yield return Figure("rotationsDone", null, $"轮岗锻炼满{RotationStanding.LeastDays}天（人）", $"Rotated {RotationStanding.LeastDays} days or more", done, "rotations?tooShort=false");
        yield return Figure("rotationsTooShort", null, $"轮岗锻炼不足{RotationStanding.LeastDays}天（人）", $"Rotated less than {RotationStanding.LeastDays} days", tooShort, "rotations?tooShort=true");
    }

    private static IEnumerable<DevelopmentFigure> Talks(DevelopmentFacts facts)
    {
        yield return Figure("talksHeld", null, "帮带谈话（次）", "Talks held by mentors", facts.Talks, "mentoring");
        int overdue = facts.Duties.Count(duty => duty.Standing(mentoring: null, facts.On).OverdueDays > 0);
        yield return Figure("talksOverdue", null, "帮带谈话逾期（人）", "People whose talk is overdue", overdue, "mentoring?overdue=true");
    }

    private static IEnumerable<DevelopmentFigure> Honours(DevelopmentFacts facts)
    {
        const string List = "commendations";
        Commendation[] given = [.. facts.Commendations.Where(one => one.Withdrawn is null && one.Content.On <= facts.On)];
        Commendation[] people = [.. given.Where(one => one.Content.Kind == CommendedKind.Person)];
        yield return Figure("honours", null, "表彰（人）", "People commended", people.DistinctBy(one => one.Content.Recipient).Count(), List);
        foreach (CommendationLevel level in Enum.GetValues<CommendationLevel>())
            yield return Figure("honoursByLevel", CellValues.NameOf(level), $"{level.ZhCn()}表彰（人次）", $"Commendations of people, {CellValues.NameOf(level)}", people.Count(one => one.Content.Level == level), List);
        yield return Figure("villageHonours", null, "村集体荣誉（项）", "Commendations of villages", given.Length - people.Length, List);
    }

    private static TrainingClass[] Held(DevelopmentFacts facts) => [.. facts.Classes.Where(one => one.State == ClassState.Held)];

    private static decimal Percent(int part, int whole) => whole == 0 ? 0 : Math.Round(part * 100m / whole, 1, MidpointRounding.AwayFromZero);

    private static DevelopmentFigure Figure(string figure, string? of, string zhCn, string en, decimal value, string link) => new(figure, new LocalText { ZhCn = zhCn, En = en }, value, link) { Of = of };
}
