using Yuekao.App.Cycles;
using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rectifications;

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
    /// <exception cref="InvalidOperationException">The subject is not in the cycle.</exception>
    public (TownshipId Township, RectificationOwner Owner) Of(SubjectId subject)
    {
        OwnerKind kind = context.Scheme.Document.Subject switch
        {
            SubjectKind.Village => OwnerKind.Village,
            SubjectKind.Township => OwnerKind.Township,
            _ => OwnerKind.Person,
        };
        return context.TryFind(subject, out FrozenTownship? township, out FrozenSubject? frozen)
            ? (township.Id, new RectificationOwner(kind, subject.Value, frozen.Name))
            : throw new InvalidOperationException($"'{subject}' is not in the cycle {context.Key}.");
    }
}
