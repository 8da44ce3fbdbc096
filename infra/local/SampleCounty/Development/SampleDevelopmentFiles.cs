using System.Globalization;
using System.Text;

namespace Yuekao.Local.SampleCounty.Development;

/// <summary>The year of development as the CSV tables that are PUT.</summary>
public static class SampleDevelopmentFiles
{
    public static byte[] Reserve(IEnumerable<SampleReservist> people) => Utf8(
        "person,name,source,township,village,birthYear,education,partyMemberSince,category",
        people.Select(one => $"{one.Person},{one.Name},{one.Source},{one.Township},{one.Village},{Number(one.BirthYear)},{one.Education},{Number(one.PartyMemberSince)},{one.Category}"));

    /// <param name="noted">Whether the attendance is noted; else it is who is enrolled.</param>
    public static byte[] Participants(SampleClass one, bool noted) => Utf8(
        "person,hours,absence", one.Attendance.Select(person => noted ? $"{person.Person},{Number(person.Hours)},{person.Absence}" : $"{person.Person},,"));

    /// <param name="until">The day of the list: what is completed later goes on.</param>
    public static byte[] Studies(IEnumerable<SampleStudy> studies, DateOnly until) => Utf8(
        "study,person,level,school,subject,from,to,state,certificate",
        studies.Select(one => $"{one.Id},{one.Person},{one.Level},{one.School},{one.Subject},{Day(one.From)},{(one.To <= until ? $"{Day(one.To)},completed,{one.Certificate}" : ",studying,")}"));

    public static string SourceZhCn(string source) => source switch
    {
        "selected" => "内选",
        "invitedBack" => "回请",
        "outside" => "外援",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source."),
    };

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static byte[] Utf8(string heading, IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Prepend(heading).Select(line => $"{line}\n")));
}
