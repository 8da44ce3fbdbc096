using Yuekao.Local.SampleCounty.People;

namespace Yuekao.Local.SampleCounty;

/// <summary>Makes up who holds the posts of townships: the party secretary, the committee member for organization and a full-time organizer.</summary>
public static class TownshipOffices
{
    private static readonly string[] Posts = ["townshipSecretary", "organizationMember", "fullTimeOrganizer"];
    private static readonly DateOnly Elected = new(2021, 6, 1);

    /// <summary>A county with somebody in each post of its townships. The same seed gives the same people.</summary>
    public static SampleCountyData WithOffices(this SampleCountyData county, int seed)
    {
        var dice = new Dice(seed, "township offices");
        return county with
        {
            Offices = [.. county.Townships.SelectMany(township => Posts, (township, post) =>
                new SampleOffice(township.Id, SubjectId.Of($"{township.Id}-{post.ToLowerInvariant()}"), PersonNames.Of(dice.Chance(20), dice), post, Elected.AddDays(dice.Below(900))))],
        };
    }
}
