namespace Yuekao.App.Tell;

/// <summary>What messages say, in Chinese and English: all of their texts are here.</summary>
internal static class MessageTexts
{
    public static (LocalText Title, LocalText Text) Of(MessageRequest request, MessageScene scene)
    {
        (string title, string text) = Chinese(request, scene);
        (string titleEn, string textEn) = English(request, scene);
        return (new LocalText { ZhCn = title, En = titleEn }, new LocalText { ZhCn = WithDetail(text, request, chinese: true), En = WithDetail(textEn, request, chinese: false) });
    }

    private static (string Title, string Text) Chinese(MessageRequest request, MessageScene scene)
    {
        string period = scene.Period.ZhCn;
        string place = scene.Place(request.Pool).ZhCn;
        string? due = request.Due is { } time ? scene.Time(time).ZhCn : null;
        string where = $"《{scene.Scheme.ZhCn}》{period}考核中，{place}";
        return request.Kind switch
        {
            MessageKind.CollectingOpened when scene.IsAnew => ($"关于重新核对报送{period}考核数据的通知", $"《{scene.Scheme.ZhCn}》{period}考核已重新启动，考核对象或考核项目可能有调整。请核对报送情况，{Before("及时")}补报缺项。"),
            MessageKind.CollectingOpened => ($"关于报送{period}考核数据的通知", $"《{scene.Scheme.ZhCn}》{period}考核已启动。请{Before("")}完成{place}考核数据报送。"),
            MessageKind.ReadingsMissing => ($"关于催报{period}考核数据的通知", $"{where}{Count("尚有{0}项", "尚有")}考核数据未报送。请{Before("抓紧")}补报。漏报数据不按零分计算，补齐前不能评分定等。"),
            MessageKind.CollectingOverdue => ($"关于{place}{period}考核数据逾期未报送的情况报告", $"{where}{Count("有{0}项", "有")}考核数据逾期未报送{Limit()}。请研究延长报送期限，或说明理由后豁免有关考核项目。"),
            MessageKind.ReadingsReturned => ($"关于重新核报{period}考核数据的通知", $"{where}有关考核数据经联席会研究退回。请{Before("")}重新核实报送。"),
            MessageKind.ProposalReady => ($"关于提请研究{place}{period}考核建议结果的通知", $"{where}考核建议结果已形成{Count("，涉及{0}名考核对象", "")}。请召开联席会{Before("及时")}研究决定。"),
            MessageKind.DecisionOverdue => ($"关于{place}{period}考核建议结果逾期未研究的情况通报", $"{where}考核建议结果逾期未研究决定{Limit()}。请尽快召开联席会研究决定。"),
            MessageKind.ResultsPublished => ($"关于做好{place}{period}考核结果反馈工作的通知", $"{where}考核结果已公布{Count("，发出反馈通知{0}份", "")}。请组织面对面谈话反馈，督促{Before("及时")}签收确认。"),
            MessageKind.NoticesUnacknowledged => ($"关于督促签收{period}考核反馈通知的通知", $"{where}{Count("尚有{0}份", "尚有")}反馈通知未签收确认。请{Before("尽快")}完成谈话反馈和签收确认。"),
            MessageKind.AcknowledgementOverdue => ($"关于{place}{period}考核反馈通知逾期未签收的情况报告", $"{where}{Count("有{0}份", "有")}反馈通知逾期未签收确认{Limit()}。请督促有关乡镇办理。"),
            MessageKind.AppealFiled => ($"关于研究{place}{period}考核申诉的通知", $"{where}收到考核申诉{Count("{0}件", "")}。请联席会核对原始数据，{Before("及时")}作出维持或更正的决定。"),
            MessageKind.AppealsOverdue => ($"关于{place}{period}考核申诉逾期未处理的情况通报", $"{where}申诉期已满，{Count("仍有{0}件", "仍有")}申诉未作出决定{Limit()}。请联席会尽快研究处理。"),
            MessageKind.RectificationsDue => ($"关于{period}考核整改事项即将到期的提醒", $"{where}{Count("有{0}项", "有")}整改事项即将到期{Limit()}。请督促整改到位，及时核实销号。"),
            MessageKind.RectificationsOverdue => ($"关于{place}{period}考核整改事项逾期未完成的情况报告", $"{where}{Count("有{0}项", "有")}整改事项逾期未完成{Limit()}。请督促有关乡镇限期整改。"),
            MessageKind.ActionsDue => ($"关于{period}考核结果运用事项即将到期的提醒", $"{where}{Count("有{0}项", "有")}谈话、调整、督办等结果运用事项即将到期{Limit()}。请及时办理，并如实记录。"),
            MessageKind.ActionsOverdue => ($"关于{period}考核结果运用事项逾期未办理的情况通报", $"{where}{Count("有{0}项", "有")}谈话、调整、督办等结果运用事项逾期未办理{Limit()}。请尽快办理，并如实记录。"),
            MessageKind.CycleBlocked => ($"关于{period}考核未能启动的情况报告", $"《{scene.Scheme.ZhCn}》{period}考核{Count("存在{0}个问题，", "")}未能启动。请按所列问题完善考核办法或花名册后重新启动。"),
            MessageKind.CycleStopped => ($"关于{place}{period}考核办理中断的情况报告", $"{where}考核办理中断。请在考核进度中查看原因，处理后恢复办理；未恢复的，系统每日自动重试一次。"),
            MessageKind.CycleCancelled => ($"关于取消{period}考核的通知", $"《{scene.Scheme.ZhCn}》{period}考核已取消，不再报送数据、不再研究。已报送的数据仍可查阅。"),
            MessageKind.OutageOver => ($"关于{period}考核系统恢复运行的情况报告", $"《{scene.Scheme.ZhCn}》{period}考核{(due is null ? "" : $"自{due}起")}因存储服务中断暂缓办理，现已恢复，自动接续办理，无需重新操作。"),
            MessageKind.DeliveriesDelayed => ($"关于{period}考核消息延迟送达的情况报告", $"《{scene.Scheme.ZhCn}》{period}考核的部分消息超过一天未能送出，恢复后自动补发。急事请另行通知，收件箱内可正常查阅。"),
            MessageKind.CycleSealed => ($"关于{period}考核结果封存归档的通知", $"《{scene.Scheme.ZhCn}》{period}考核已全部办结并封存归档，考核结果和补贴台账不再更改。"),
            MessageKind.DispatchOpened => ($"关于开展{period}项目调度的通知", $"{where}项目调度已启动{Count("，涉及{0}个项目", "")}。请{Before("")}逐项报送项目进展和佐证材料。"),
            MessageKind.DispatchReportsMissing => ($"关于催报{period}项目进展的通知", $"{where}{Count("尚有{0}个", "尚有")}项目未报送进展。请{Before("抓紧")}补报，逾期未报的按规则扣分。"),
            MessageKind.DispatchClosed => ($"关于{period}项目调度情况的报告", $"{where}项目调度已截止{Limit()}{Count("，有{0}个项目未报送进展", "")}。"),
            MessageKind.DispatchBlocked => ($"关于{period}项目调度未能启动的情况报告", $"{where}项目调度未能启动{Count("，存在{0}个问题", "")}{Limit()}。请完善项目清单，系统每小时自动重试一次。"),
            MessageKind.CohortFilled => ($"关于{period}选育对象入选情况的报告", $"《{scene.Scheme.ZhCn}》{period}评选已办结，{Count("新增选育对象{0}名", "未新增选育对象")}。{(request.Detail is null ? "" : "另有入选人员因名额已满暂未列入，有人退出后可予增补。")}"),
            MessageKind.CohortFull => ($"关于{period}选育对象名额情况的告知", $"您在《{scene.Scheme.ZhCn}》{period}评选中入选，因名额已满暂未列为选育对象。有人退出后，由县委组织部研究增补。"),
            MessageKind.TalksOverdue => ($"关于催办{period}选育对象帮带谈话的通知", $"{Count("有{0}名选育对象", "有选育对象")}超过规定间隔未开展帮带谈话。请督促帮带人及时谈话，并如实记录。"),
            MessageKind.RotationsShort => ($"关于{period}选育对象轮岗锻炼时间不足的提醒", $"{Count("有{0}名选育对象", "有选育对象")}轮岗锻炼期满或即将期满，累计不足30天。请延长或安排补足轮岗锻炼。"),
            MessageKind.ReviewsOverdue => ($"关于开展{period}后备人才定期研判的提醒", $"{Count("有{0}名后备人才", "有后备人才")}超过半年未研判。请逐人研判，提出继续培养、提拔使用或调整出库的意见。"),
            MessageKind.DevelopmentStopped => ($"关于{period}选育培养提醒中断的情况报告", "选育对象和后备人才的提醒中断，系统将于一天后自动重试。请联系系统管理人员处理。"),
            MessageKind.VisitsPlanned => ($"关于{period}现场观摩安排的通知", $"《{scene.Scheme.ZhCn}》{period}现场观摩顺序和时间已确定{Count("，共{0}个点位", "")}{(due is null ? "" : $"，{due}起依次进行")}。请按安排做好准备，准时参加。"),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Not a kind of message."),
        };

        string Before(string otherwise) => due is null ? otherwise : $"于{due}前";
        string Limit() => due is null ? "" : $"（期限为{due}）";
        string Count(string some, string otherwise) => Counted(request, some, otherwise);
    }

    private static (string Title, string Text) English(MessageRequest request, MessageScene scene)
    {
        string period = scene.Period.En!;
        string place = scene.Place(request.Pool).En!;
        string? due = request.Due is { } time ? scene.Time(time).En : null;
        string cycle = $"{scene.Scheme.En}, {period}";
        string where = $"{cycle}, {place}";
        return request.Kind switch
        {
            MessageKind.CollectingOpened when scene.IsAnew => ($"Check the readings of {period}",
                $"{cycle}: the cycle was opened anew, and its subjects or items may be others. Please check what is reported, and report what is missing{Before()}."),
            MessageKind.CollectingOpened => ($"Report the readings of {period}", $"{cycle}: collecting is open. Please report the readings of {place}{Before()}."),
            MessageKind.ReadingsMissing => ($"Readings of {period} are missing",
                $"{where}: readings are still missing{Count()}. Please report them{Before()}. A missing reading is never zero: nobody is scored before all are there."),
            MessageKind.CollectingOverdue => ($"Readings of {place} for {period} are overdue", $"{where}: readings are overdue{Count()}{Limit()}. Please extend the time, or waive items and say why."),
            MessageKind.ReadingsReturned => ($"Check and report the readings of {period} again", $"{where}: the meeting returned readings. Please check and report them again{Before()}."),
            MessageKind.ProposalReady => ($"The proposal of {place} for {period} waits for the meeting",
                $"{where}: the proposal is ready{Counted(request, ", for {0} subjects", "")}. Please decide on it{Before()}."),
            MessageKind.DecisionOverdue => ($"The decision on {place} for {period} is overdue", $"{where}: the meeting's decision is overdue{Limit()}. Please decide as soon as possible."),
            MessageKind.ResultsPublished => ($"The results of {place} for {period} are out",
                $"{where}: the results are out{Counted(request, ", with {0} notices", "")}. Please talk to everybody in person, and see that the notices are acknowledged{Before()}."),
            MessageKind.NoticesUnacknowledged => ($"Notices of {period} are not acknowledged", $"{where}: notices are not acknowledged{Count()}. Please see to it{Before()}."),
            MessageKind.AcknowledgementOverdue => ($"Acknowledgements of {place} for {period} are overdue", $"{where}: notices stay unacknowledged{Count()}{Limit()}. Please urge the township."),
            MessageKind.AppealFiled => ($"An appeal in {place} for {period}", $"{where}: an appeal was filed{Count()}. Please check the readings, and uphold or correct them{Before()}."),
            MessageKind.AppealsOverdue => ($"Appeals in {place} for {period} are overdue",
                $"{where}: the window for appeals is over, and appeals wait for a decision{Count()}{Limit()}. Please decide as soon as possible."),
            MessageKind.RectificationsDue => ($"Rectifications of {period} are due soon", $"{where}: rectifications are due soon{Count()}{Limit()}. Please see them done and verify them."),
            MessageKind.RectificationsOverdue => ($"Rectifications of {place} for {period} are overdue", $"{where}: rectifications are overdue{Count()}{Limit()}. Please urge the township."),
            MessageKind.ActionsDue => ($"What the results of {period} ask for is due soon", $"{where}: talks, adjustments or supervision that the results ask for are due soon{Count()}{Limit()}. Please see to them and report them."),
            MessageKind.ActionsOverdue => ($"What the results of {period} ask for is overdue", $"{where}: talks, adjustments or supervision that the results ask for are overdue{Count()}{Limit()}. Please see to them and report them."),
            MessageKind.CycleBlocked => ($"The cycle of {period} cannot start",
                $"{cycle}: the cycle cannot start{Counted(request, ", for {0} reasons", "")}. Please put the scheme or the rosters right, and start it again."),
            MessageKind.CycleStopped => ($"The cycle of {period} has stopped in {place}",
                $"{where}: something is wrong, and the cycle has stopped. Its progress says why. Please put that right and take it up; it tries again by itself once a day."),
            MessageKind.CycleCancelled => ($"The cycle of {period} is cancelled", $"{cycle}: the cycle is cancelled. Nothing need be reported or decided any more; what was reported can still be read."),
            MessageKind.OutageOver => ($"The cycle of {period} goes on after an outage", $"{cycle}: storage was away{(due is null ? "" : $" from {due} on")}, and nothing went on. It is back, and the cycle goes on by itself."),
            MessageKind.DeliveriesDelayed => ($"Messages of {period} are delayed", $"{cycle}: some messages could not be sent for more than a day. They go out by themselves when that is over, and can be read in the inboxes."),
            MessageKind.CycleSealed => ($"The cycle of {period} is sealed", $"{cycle}: the cycle is finished and sealed. Results and ledgers do not change any more."),
            MessageKind.DispatchOpened => ($"Report on the projects of {period}", $"{where}: the dispatch is open{Counted(request, ", for {0} projects", "")}. Please report on each project, with evidence{Before()}."),
            MessageKind.DispatchReportsMissing => ($"Reports on the projects of {period} are missing", $"{where}: projects are not reported on{Count()}. Please report on them{Before()}: silence takes points off by the rules."),
            MessageKind.DispatchClosed => ($"The dispatch of {period} is closed", $"{where}: the dispatch is closed{Limit()}{Counted(request, ", and {0} projects are not reported on", "")}."),
            MessageKind.DispatchBlocked => ($"The dispatch of {period} cannot open", $"{where}: the dispatch cannot open{Count()}{Limit()}. Please put the list of projects right; it tries again by itself every hour."),
            MessageKind.CohortFilled => ($"Who joined the cohort by the selection of {period}",
                $"{cycle}: the selection is sealed{Counted(request, ", and {0} joined the cohort", "")}.{(request.Detail is null ? "" : " Others were selected and found no place: they can join when somebody leaves.")}"),
            MessageKind.CohortFull => ($"No place in the cohort of {period} yet", $"{cycle}: you were selected, and the cohort has no place yet. When somebody leaves, the county decides who joins."),
            MessageKind.TalksOverdue => ($"Talks of mentors are overdue in {period}", $"Talks of mentors are overdue{Counted(request, " with {0} people", "")}. Please see that they are held, and note them."),
            MessageKind.RotationsShort => ($"Rotations are too short in {period}", $"Rotations are over, or about to be, with less than 30 days in all{Counted(request, ", for {0} people", "")}. Please make them longer, or plan others."),
            MessageKind.ReviewsOverdue => ($"Reviews of the reserve pool are overdue in {period}", $"People of the reserve pool were not reviewed for half a year{Count()}. Please say of each whether to keep, promote or remove them."),
            MessageKind.DevelopmentStopped => ($"The reminders of development have stopped in {period}", "Something is wrong, and the look at cohorts and the reserve pool has stopped. It tries again a day later. Please tell whoever runs the system."),
            MessageKind.VisitsPlanned => ($"The visits of {period} are planned", $"{cycle}: the order and the times of the visits are set{Counted(request, ", for {0} points", "")}{(due is null ? "" : $", from {due} on")}. Please prepare, and be there in time."),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Not a kind of message."),
        };

        string Before() => due is null ? "" : $" before {due}";
        string Limit() => due is null ? "" : $" (due {due})";
        string Count() => Counted(request, ": {0}", "");
    }

    private static string Counted(MessageRequest request, string some, string otherwise) =>
        request.Count is { } count ? some.Replace("{0}", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : otherwise;

    private static string WithDetail(string text, MessageRequest request, bool chinese)
    {
        if (request.Detail is not { } detail || PlainText.Of(detail) is not { Length: > 0 } plain)
            return text;
        string label = (request.Kind, chinese) switch
        {
            (MessageKind.ReadingsReturned, true) => "退回理由：",
            (MessageKind.ReadingsReturned, false) => "Reason: ",
            (MessageKind.CycleCancelled, true) => "取消原因：",
            (MessageKind.CycleCancelled, false) => "Reason: ",
            (MessageKind.CycleBlocked, true) => "存在问题：",
            (MessageKind.CycleBlocked, false) => "Problems: ",
            (_, true) => "有关情况：",
            (_, false) => "Details: ",
        };
        return $"{text}\n{label}{plain}";
    }
}
