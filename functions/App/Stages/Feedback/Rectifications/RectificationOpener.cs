namespace Yuekao.App.Stages.Feedback;

internal sealed class RectificationOpener(CycleContext context, DateTimeOffset published)
{
    private readonly Owners owners = new(context);
    private readonly Dictionary<ItemId, LocalText> titles = context.Scheme.Document.Items.ToDictionary(item => item.Id, item => item.Title);

    public Rectification Open(Shortfall shortfall)
    {
        (TownshipId township, RectificationOwner owner) = owners.Of(shortfall);
        return new Rectification
        {
            Cycle = context.Key,
            Township = township,
            Owner = owner,
            Item = shortfall.Item,
            Title = titles[shortfall.Item],
            Kind = shortfall.Kind,
            Obtained = shortfall.Obtained,
            Maximum = shortfall.Maximum,
            OpenedAt = published,
            Due = context.Times.RectifyBy(published),
            Status = RectificationStatus.Open,
        };
    }
}

/// <summary>Finds whose a shortfall of a cycle is.</summary>
internal sealed class Owners(CycleContext context)
{
    private readonly Dictionary<VillageId, (FrozenTownship Township, string Name)> villages = context.Frozen.Townships
        .SelectMany(township => township.Villages, (township, village) => (township, village)).ToDictionary(one => one.village.Id, one => (one.township, one.village.Name));

    /// <summary>The owner, and the township that verifies.</summary>
    public (TownshipId Township, RectificationOwner Owner) Of(Shortfall shortfall)
    {
        if (shortfall.Subject is { } subject)
            return Of(subject);
        (FrozenTownship township, string name) = villages[shortfall.Village!.Value];
        return (township.Id, new RectificationOwner(OwnerKind.Village, shortfall.Village.Value.Value, name));
    }

    /// <summary>A subject as an owner: the village itself where villages are assessed.</summary>
    public (TownshipId Township, RectificationOwner Owner) Of(SubjectId subject)
    {
        OwnerKind kind = context.Scheme.Document.Subject switch { SubjectKind.Village => OwnerKind.Village, SubjectKind.Township => OwnerKind.Township, _ => OwnerKind.Person };
        return context.TryFind(subject, out FrozenTownship? township, out FrozenSubject? frozen)
            ? (township.Id, new RectificationOwner(kind, subject.Value, frozen.Name))
            : throw new InvalidOperationException($"'{subject}' is not in the cycle {context.Key}.");
    }
}
