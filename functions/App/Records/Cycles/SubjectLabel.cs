namespace Yuekao.App.Records;

/// <summary>Who a line is about, as the cycle froze it.</summary>
/// <param name="Id">The subject.</param>
/// <param name="Name">What to call it.</param>
/// <param name="TownshipName">The township's name.</param>
/// <param name="Village">Its village; null where it has none.</param>
/// <param name="VillageName">The village's name.</param>
/// <param name="Post">Its post; null for a village or a township.</param>
public sealed record SubjectLabel(SubjectId Id, string Name, TownshipId Township, string TownshipName, VillageId? Village = null, string? VillageName = null, Post? Post = null)
{
    /// <summary>The label of a subject.</summary>
    /// <exception cref="InvalidOperationException">The cycle has no such subject.</exception>
    public static SubjectLabel Of(CycleContext context, SubjectId subject) => context.TryFind(subject, out FrozenTownship? township, out FrozenSubject? found)
        ? new SubjectLabel(
            subject,
            found.Name,
            township.Id,
            township.Name,
            found.Entry.Village,
            township.Villages.FirstOrDefault(village => village.Id == found.Entry.Village)?.Name,
            found.Post)
        : throw new InvalidOperationException($"The cycle {context.Key} has no subject '{subject}'.");
}
