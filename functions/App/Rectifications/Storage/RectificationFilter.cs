using Azure.Data.Tables;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rectifications.Storage;

/// <summary>Which of a township's rectifications are asked for.</summary>
/// <param name="Status">Only those of a status; null for all.</param>
/// <param name="Overdue">Only those that are overdue, or only those that are not; null for both.</param>
/// <param name="Now">What time it is.</param>
/// <param name="Owners">Only those of these owners; null for all.</param>
internal sealed record RectificationFilter(RectificationStatus? Status, bool? Overdue, DateTimeOffset Now, RectificationOwners? Owners = null)
{
    /// <summary>The conditions, to follow others in a query.</summary>
    public string ToQuery()
    {
        string closed = nameof(RectificationStatus.Closed);
        string status = Status is { } one ? TableClient.CreateQueryFilter($" and Status eq {one.ToString()}") : "";
        string overdue = Overdue switch
        {
            true => TableClient.CreateQueryFilter($" and Status ne {closed} and Due lt {Now}"),
            false => TableClient.CreateQueryFilter($" and (Status eq {closed} or Due ge {Now})"),
            null => "",
        };
        return $"{status}{overdue}{Owners?.ToQuery()}";
    }
}

/// <summary>A cadre, and the villages where they have a post.</summary>
internal sealed record RectificationOwners(SubjectId Cadre, IReadOnlyList<VillageId> Villages)
{
    public string ToQuery()
    {
        IEnumerable<string> each = Villages.Select(village => TableClient.CreateQueryFilter($"OwnerKind eq {nameof(OwnerKind.Village)} and Owner eq {village.Value}"))
            .Prepend(TableClient.CreateQueryFilter($"OwnerKind eq {nameof(OwnerKind.Person)} and Owner eq {Cadre.Value}"));
        return $" and ({string.Join(" or ", each.Select(condition => $"({condition})"))})";
    }
}
