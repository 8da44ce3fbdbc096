using Yuekao.Assessment.Rules;

namespace Yuekao.App.Rosters;

/// <summary>Which posts a scheme assesses.</summary>
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
