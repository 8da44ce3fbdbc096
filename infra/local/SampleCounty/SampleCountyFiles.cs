using System.Globalization;
using System.Text;

namespace Yuekao.Local.SampleCounty;

/// <summary>The sample county as CSV files, as they are committed and as they are PUT.</summary>
public static class SampleCountyFiles
{
    /// <summary>The file of the county's townships and villages.</summary>
    public const string Villages = "villages.csv";

    /// <summary>The file of the county's list of projects.</summary>
    public const string Projects = "projects.csv";

    /// <summary>The file of a township's roster.</summary>
    public static string Roster(TownshipId township) => $"rosters/{township}.csv";

    /// <summary>Reads one of the committed files.</summary>
    /// <param name="name"><see cref="Villages"/>, <see cref="Projects"/> or <see cref="Roster"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static byte[] ReadCommitted(string name)
    {
        using Stream stream = typeof(SampleCountyFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The sample has no file {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Writes all files of a county: their contents by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(SampleCountyData county)
    {
        var files = new Dictionary<string, byte[]> { [Villages] = Utf8(VillageLines(county)) };
        if (county.Projects.Count > 0)
            files.Add(Projects, Utf8(ProjectLines(county)));
        foreach (SampleTownship township in county.Townships)
            files.Add(Roster(township.Id), Utf8(RosterLines(county, township.Id)));
        return files;
    }

    private static IEnumerable<string> VillageLines(SampleCountyData county) =>
        county.Townships.SelectMany(township => township.Villages.Select(village => $"{township.Id},{township.Name},{village.Id},{village.Name}"))
            .Prepend("township,townshipName,village,villageName");

    // What every township has to do, and the duties in those that are there.
    private static IEnumerable<string> ProjectLines(SampleCountyData county) =>
        county.Projects.Where(project => project.Township is null || county.Townships.Any(township => township.Id == project.Township)).Select(ProjectLine)
            .Prepend("project,title,kind,township,department,person,coResponsible,due,weight,state,milestones");

    private static string ProjectLine(SampleProject project) => string.Join(
        ',', project.Id, project.Title, project.Kind, project.Township, project.Department, project.Person, string.Join(' ', project.CoResponsible), Day(project.Due),
        project.Weight.ToString(CultureInfo.InvariantCulture), "active", string.Join("; ", project.Milestones.Select(one => $"{one.Id} {Day(one.Due)} {one.Title}")));

    private static IEnumerable<string> RosterLines(SampleCountyData county, TownshipId township) =>
        county.PostingsIn(township).Select(RosterLine)
            .Concat(county.Offices.Where(office => office.Township == township).Select(office => $",{office.Person},{office.Name},{office.Post},{Day(office.From)},,0,,,"))
            .Prepend("village,cadre,name,post,from,to,baseSubsidyFen,absence,absenceFrom,absenceTo");

    private static string RosterLine(SamplePosting posting) => string.Join(
        ',', posting.Village, posting.Cadre, posting.Name, posting.Post, Day(posting.From), Day(posting.To), posting.BaseSubsidy,
        posting.Absence?.Kind, Day(posting.Absence?.From), Day(posting.Absence?.To));

    private static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static byte[] Utf8(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
}
