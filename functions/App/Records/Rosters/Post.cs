namespace Yuekao.App.Records;

/// <summary>A post in a village's "two committees" (村"两委") or beside them, or in a township's party committee (乡镇党委).</summary>
public enum Post
{
    /// <summary>Party branch secretary and village director in one person (一肩挑).</summary>
    SecretaryAndDirector,
    Secretary,
    Director,
    DeputySecretary,
    DeputyDirector,
    BranchMember,
    CommitteeMember,
    WomensChair,
    Accountant,
    SecurityDirector,
    MilitiaCommander,
    YouthSecretary,
    TownshipSecretary,

    /// <summary>Member of the township's party committee for organization.</summary>
    OrganizationMember,
    FullTimeOrganizer,
}

public static class Titles
{
    public static string ZhCn(this Post post) => post switch
    {
        Post.SecretaryAndDirector => "党支部书记、村委会主任",
        Post.Secretary => "党支部书记",
        Post.Director => "村委会主任",
        Post.DeputySecretary => "党支部副书记",
        Post.DeputyDirector => "村委会副主任",
        Post.BranchMember => "党支部委员",
        Post.CommitteeMember => "村委会委员",
        Post.WomensChair => "妇联主席",
        Post.Accountant => "会计",
        Post.SecurityDirector => "治保主任",
        Post.MilitiaCommander => "民兵连长",
        Post.YouthSecretary => "团支部书记",
        Post.TownshipSecretary => "乡镇党委书记",
        Post.OrganizationMember => "乡镇党委组织委员",
        Post.FullTimeOrganizer => "专职组织员",
        _ => throw new ArgumentOutOfRangeException(nameof(post), post, "Not a post."),
    };

    /// <summary>Its name, in words.</summary>
    public static string En(this Post post) => post == Post.WomensChair ? "Women's chair" : Words(post.ToString());

    public static string En(this AbsenceKind kind) => Words(kind.ToString());

    public static string ZhCn(this AbsenceKind kind) => kind switch
    {
        AbsenceKind.OnLeave => "请假",
        AbsenceKind.Suspended => "停职",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an absence."),
    };

    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}

public static class PostKinds
{
    /// <summary>Whether the post is one of a village; else it is one of the township itself.</summary>
    public static bool IsOfVillage(this Post post) => post is not (Post.TownshipSecretary or Post.OrganizationMember or Post.FullTimeOrganizer);

    /// <summary>
    /// Whether a scheme of this kind of subject assesses whoever holds the post. The kind alone decides, so that no county need be known: cadres hold any village post,
    /// a village's secretaries among them; secretaries are those of villages, whatever the pool; township secretaries and organizers hold the posts of the township.
    /// Villages and townships are subjects by their own ids and hold no post.
    /// </summary>
    public static bool IsOf(this Post post, SubjectKind kind) => kind switch
    {
        SubjectKind.Cadre => post.IsOfVillage(),
        SubjectKind.Organizer => post is Post.OrganizationMember or Post.FullTimeOrganizer,
        SubjectKind.Secretary => post is Post.SecretaryAndDirector or Post.Secretary,
        SubjectKind.TownshipSecretary => post is Post.TownshipSecretary,
        SubjectKind.Village or SubjectKind.Township => false,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of subject."),
    };
}
