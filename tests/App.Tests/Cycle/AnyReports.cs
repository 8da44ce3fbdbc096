namespace Yuekao.App.Tests.Cycle;

/// <summary>What sources, judges and voters of any scheme say where a test does not mind what.</summary>
internal static class AnyReports
{
    /// <summary>Says that every source has nothing more to report, having reported something that the scheme takes wherever a reading is missing; judges and voters do likewise.</summary>
    public static async Task ReportAnythingAsync(this CycleHost host)
    {
        Dictionary<ItemId, Item> items = host.Scheme.Document.Items.ToDictionary(item => item.Id);
        foreach (TownshipId township in host.Townships)
        {
            foreach (SourceId source in host.Scheme.Document.Sources.Select(one => one.Id).Where(one => one.IsReported))
            {
                string path = $"{host.Path}/townships/{township}/submissions/{source}";
                var readings = new List<object>();
                while (true)
                {
                    JsonElement state = await host.DoAsync(SourceRole.Of(township, source), HttpMethod.Put, path, new { readings });
                    if (state.GetProperty("missingCount").GetInt32() == 0)
                        break;
                    readings.AddRange(state.GetProperty("missing").EnumerateArray().Select(one => one.Deserialize<MissingValue>(ApiJson.Options)!)
                        .Select(one => new { one.Item, one.Subject, one.Village, Value = Anything(items[one.Item], $"{one.Subject}{one.Village}{source}") }));
                }

                await host.FinishAsync(township, source);
            }
        }

        foreach (SourceDeclaration source in host.Scheme.Document.Sources.Where(source => source.Sheets is not null))
            await host.JudgeAsync(source.Id);
    }

    /// <summary>Has everybody of a panel give their sheets, or of a roll vote.</summary>
    /// <param name="source">The panel, or the roll: five sit in it, or more where a reading needs more.</param>
    /// <param name="marks">What a judge gives somebody for an item; null for anything.</param>
    public static async Task JudgeAsync(this CycleHost host, SourceId source, Func<SubjectId, Item, int, ReadingValue>? marks = null)
    {
        const int Usual = 5;
        await Contest.ShowAsync(host);
        string[] judges = [.. Enumerable.Range(0, Math.Max(Usual, host.Scheme.Document.Sources.Single(one => one.Id == source).Sheets!.Least)).Select(number => $"j{number}")];
        await Contest.SeatAsync(host, source.Value, judges.Select(id => Contest.Seat(id)));
        foreach ((int number, string judge) in judges.Index())
        {
            if (source.IsRoll)
                await Contest.VoteAsync(host, judge, source.Value, (subject, item) => Given(subject, item, number).Word!);
            else
                await Contest.ScoreAsync(host, judge, (subject, item) => Given(subject, item, number).Number!.Value.Value, source.Value);
        }

        ReadingValue Given(string subject, Item item, int judge) => marks?.Invoke(SubjectId.Of(subject), item, judge) ?? Anything(item, judge, subject);
    }

    private static ReadingValue Anything(Item item, int judge, string subject) =>
        Anything(item, $"{subject}{judge}") is decimal number ? ReadingValue.Of(number) : ReadingValue.Of((string)Anything(item, $"{subject}{judge}"));

    private static int Chance(string who) => who.Aggregate(17, (sum, letter) => (sum * 31 + letter) % 1000);

    private static object Anything(Item item, string who)
    {
        int chance = Chance(who);
        return item switch
        {
            CheckItem => "met",
            LevelItem levels => levels.Levels[chance % levels.Levels.Count].Id.Value,
            MeasureItem measure => measure.Bands[^((chance % Math.Min(2, measure.Bands.Count)) + 1)].From.Value,
            _ => decimal.Round(((PointsItem)item).Maximum.Value * (60 + (chance % 40)) / 50m, MidpointRounding.AwayFromZero) / 2m,
        };
    }
}
