namespace Yuekao.App.Records;

/// <summary>How people of a cohort are mentored and rotate, as lists.</summary>
internal static class DevelopmentLists
{
    public static ListFormats<MentoringStanding> Mentoring { get; } = new(
        "帮带情况",
    [
        ListColumn<MentoringStanding>.Id("person", "编号", one => one.Person.Value), ListColumn<MentoringStanding>.Text("name", "姓名", one => one.Name),
        ListColumn<MentoringStanding>.Id("township", "乡镇", one => one.Township.Value), Mentor("leadershipMentor", MentorKind.Leadership), Mentor("backboneMentor", MentorKind.Backbone),
        ListColumn<MentoringStanding>.Day("lastTalk", "最近谈话日期", one => one.LastTalk), ListColumn<MentoringStanding>.Day("dueOn", "下次谈话期限", one => one.DueOn),
        ListColumn<MentoringStanding>.Number("overdueDays", "逾期天数", one => one.OverdueDays), ListColumn<MentoringStanding>.Flag("lacksMentor", "缺帮带人", one => one.LacksMentor),
    ]);

    public static ListFormats<RotationStanding> RotationStandings { get; } = new(
        "轮岗情况",
    [
        ListColumn<RotationStanding>.Id("person", "编号", one => one.Person.Value), ListColumn<RotationStanding>.Text("name", "姓名", one => one.Name),
        ListColumn<RotationStanding>.Id("township", "乡镇", one => one.Township.Value), ListColumn<RotationStanding>.Number("rotations", "轮岗次数", one => one.Rotations),
        ListColumn<RotationStanding>.Number("days", "轮岗天数", one => one.Days), ListColumn<RotationStanding>.Number("hours", "课程学时", one => one.Hours),
        ListColumn<RotationStanding>.Day("lastDay", "最后日期", one => one.LastDay), ListColumn<RotationStanding>.Flag("tooShort", "不足一个月", one => one.TooShort),
    ]);

    public static ListFormats<Rotation> Rotations { get; } = new(
        "轮岗记录",
    [
        ListColumn<Rotation>.Id("id", "轮岗编号", one => one.Id.Value), ListColumn<Rotation>.Id("person", "编号", one => one.Person.Value), ListColumn<Rotation>.Text("name", "姓名", one => one.Name),
        ListColumn<Rotation>.Id("township", "乡镇", one => one.Township.Value), ListColumn<Rotation>.Choice<RotationOffice>("office", "轮岗部门", one => one.Office, RotationRules.ZhCn),
        ListColumn<Rotation>.Text("post", "岗位", one => one.Post), ListColumn<Rotation>.Day("from", "开始日期", one => one.From), ListColumn<Rotation>.Day("to", "结束日期", one => one.To),
        ListColumn<Rotation>.Text("courses", "课程", one => string.Join('；', one.Courses.Select(course => $"{course.Title}（{course.Hours} 学时）"))),
        ListColumn<Rotation>.Moment("at", "登记时间", one => one.At), ListColumn<Rotation>.Text("by", "登记人", one => one.ByName), .. WithdrawalColumns.Of<Rotation>(one => one.Withdrawn),
    ]);

    public static ListFormats<MentorTalk> Talks { get; } = new(
        "帮带谈话",
    [
        ListColumn<MentorTalk>.Id("id", "谈话编号", one => one.Id.Value), ListColumn<MentorTalk>.Id("person", "编号", one => one.Person.Value), ListColumn<MentorTalk>.Text("name", "姓名", one => one.Name),
        ListColumn<MentorTalk>.Day("on", "谈话日期", one => one.On), ListColumn<MentorTalk>.Choice<MentorKind>("mentor", "帮带人类别", one => one.Mentor, MentoringRules.ZhCn),
        ListColumn<MentorTalk>.Text("mentorName", "帮带人", one => one.MentorName), ListColumn<MentorTalk>.Text("topics", "谈话内容", one => one.Topics),
        ListColumn<MentorTalk>.Text("found", "发现问题", one => one.Found), ListColumn<MentorTalk>.Text("done", "解决情况", one => one.Done),
        ListColumn<MentorTalk>.Moment("at", "登记时间", one => one.At), ListColumn<MentorTalk>.Text("by", "登记人", one => one.ByName), .. WithdrawalColumns.Of<MentorTalk>(one => one.Withdrawn),
    ]);

    public static ListFormats<ClassSummary> Classes { get; } = new(
        "培训班次",
    [
        ListColumn<ClassSummary>.Id("id", "班次编号", one => one.Id.Value), ListColumn<ClassSummary>.Text("title", "班次名称", one => one.Content.Title),
        ListColumn<ClassSummary>.Choice<TrainingForm>("form", "培训形式", one => one.Content.Form, TrainingTitles.ZhCn),
        ListColumn<ClassSummary>.Choice<EducationKind>("kind", "教育内容", one => one.Content.Kind, TrainingTitles.ZhCn), ListColumn<ClassSummary>.Text("place", "地点", one => one.Content.Place),
        ListColumn<ClassSummary>.Day("from", "开始日期", one => one.Content.From), ListColumn<ClassSummary>.Day("to", "结束日期", one => one.Content.To),
        ListColumn<ClassSummary>.Number("hours", "学时", one => one.Content.Hours), ListColumn<ClassSummary>.Id("organizer", "举办乡镇", one => one.Content.Organizer?.Value),
        ListColumn<ClassSummary>.Choice<ClassState>("state", "状态", one => one.State, TrainingTitles.ZhCn), ListColumn<ClassSummary>.Number("enrolled", "报名人数", one => one.Figures.Enrolled),
        ListColumn<ClassSummary>.Number("attended", "参训人数", one => one.Figures.Attended), ListColumn<ClassSummary>.Number("completed", "结业人数", one => one.Figures.Completed),
        ListColumn<ClassSummary>.Number("personHours", "总学时", one => one.Figures.PersonHours), .. WithdrawalColumns.Of<ClassSummary>(one => one.Withdrawn),
    ]);

    private static ListColumn<MentoringStanding> Mentor(string name, MentorKind kind) =>
        ListColumn<MentoringStanding>.Text(name, kind.ZhCn(), one => one.Mentors.FirstOrDefault(mentor => mentor.Kind == kind)?.Name);
}
