using System.Text;

namespace Yuekao.Local.Demo;

/// <summary>What a month came to, as it is printed at its end.</summary>
/// <param name="month">The month.</param>
internal sealed class MonthReport(CountyMonth month)
{
    private static readonly string[] Grades = ["excellent", "fair", "poor"];

    private static readonly string[] Sums = ["base", "paid", "kept", "external", "difference"];

    private readonly CountyApi api = month.Api;

    /// <summary>How many have which grade, by township.</summary>
    public async Task PrintGradesAsync(CancellationToken cancellation)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var township in month.Townships)
        {
            IReadOnlyList<JsonElement> results = await api.ListAsync(CountyMonth.CountyRole, $"{month.Path}/townships/{township.Id}/results", cancellation);
            JsonElement proposal = await api.GetAsync(CountyMonth.CountyRole, $"{month.Path}/pools/{township.Id}/proposal", cancellation);
            int ties = proposal.GetProperty("summary").GetProperty("ties").GetArrayLength();
            IEnumerable<string> grades = Grades.Select(grade => Count(results, "grade", grade));
            rows.Add([township.Name, $"{results.Count}", .. grades, Count(results, "kind", "gated"), Count(results, "kind", "notAssessed"), $"{ties}"]);
        }

        Console.WriteLine("Grades");
        Table.Print(["township", "cadres", "excellent", "fair", "poor", "of them gated", "not assessed", "ties flagged"], rows);
    }

    /// <summary>The subsidies, and whether they reconcile.</summary>
    public async Task PrintLedgerAsync(CancellationToken cancellation)
    {
        JsonElement sums = await api.GetAsync("finance", $"{month.Path}/ledger/reconciliation", cancellation);
        IEnumerable<JsonElement> all = sums.GetProperty("townships").EnumerateArray().Append(sums.GetProperty("county"));
        Console.WriteLine("Ledger (yuan): paid + kept = base + rewards from outside, to the fen");
        Table.Print(["township", "base", "paid", "kept", "rewards", "difference"], all.Select(Row));

        IReadOnlyList<string> Row(JsonElement line)
        {
            string? id = line.TryGetProperty("township", out JsonElement township) ? township.GetString() : null;
            string name = month.Townships.SingleOrDefault(township => township.Id.Value == id)?.Name ?? "county";
            return [name, .. Sums.Select(column => Table.Yuan(line.GetProperty("after").GetProperty(column).GetInt64()))];
        }
    }

    /// <summary>The notices, and one of them as a page.</summary>
    public async Task PrintNoticesAsync(CancellationToken cancellation)
    {
        var notices = new List<JsonElement>();
        foreach (var township in month.Townships)
            notices.AddRange(await api.ListAsync(CountyMonth.CountyRole, $"{month.Path}/townships/{township.Id}/notices", cancellation));
        int subjects = notices.Count(notice => notice.TryGetProperty("subject", out _));
        int acknowledged = notices.Count(notice => notice.TryGetProperty("acknowledgement", out _));
        Console.WriteLine($"Notices: {subjects} to cadres, {notices.Count - subjects} to villages; {acknowledged} acknowledged");

        string subject = notices.First(notice => notice.TryGetProperty("subject", out _)).GetProperty("subject").GetString()!;
        string path = $"{month.Path}/notices/subjects/{subject}";
        (HttpStatusCode status, string page) = await api.AnswerAsync($"cadre:{subject}", HttpMethod.Get, path, body: null, "text/html", cancellation);
        if (status != HttpStatusCode.OK)
            throw new LocalAppException($"GET {path} as text/html: {(int)status} {page}");
        string file = Path.Combine(RepositoryFolders.LocalData, "demo", $"notice-{subject}.html");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, page, Encoding.UTF8, cancellation);
        Console.WriteLine($"  one of them: /api/counties/haixing/{path}, also as the page {Path.GetRelativePath(RepositoryFolders.Root, file)}");
    }

    /// <summary>Whether everything can be recomputed from the archive, and nothing was changed.</summary>
    public async Task PrintVerificationAsync(CancellationToken cancellation)
    {
        JsonElement seal = await api.GetAsync(CountyMonth.CountyRole, $"{month.Path}/verification", cancellation);
        JsonElement trail = await api.GetAsync(CountyMonth.CountyRole, "audit/verification", cancellation);
        long entries = trail.GetProperty("months").EnumerateArray().Sum(one => one.GetProperty("entries").GetInt64());
        string recomputed = seal.GetProperty("valid").GetBoolean() ? "every outcome recomputed from the archive is as recorded" : $"NOT VALID {seal}";
        Console.WriteLine($"Seal {seal.GetProperty("seal").GetString()![..16]}: {recomputed}");
        string unbroken = trail.GetProperty("valid").GetBoolean() ? "unbroken" : $"BROKEN {trail.GetProperty("findings")}";
        Console.WriteLine($"Audit trail: {entries} entries, {unbroken}");
    }

    private static string Count(IReadOnlyList<JsonElement> results, string property, string value) =>
        $"{results.Count(result => result.TryGetProperty(property, out JsonElement has) && has.GetString() == value)}";
}
