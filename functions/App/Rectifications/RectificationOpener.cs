using Yuekao.App.Cycles;
using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rectifications;

/// <summary>Turns a cycle's shortfalls into rectifications.</summary>
/// <param name="context">The cycle.</param>
/// <param name="published">When the results came out.</param>
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
            Item = shortfall.Item,
            Title = titles[shortfall.Item],
            Owner = owner,
            Kind = shortfall.Kind,
            Obtained = shortfall.Obtained,
            Maximum = shortfall.Maximum,
            OpenedAt = published,
            Due = context.Times.RectifyBy(published),
            Status = RectificationStatus.Open,
        };
    }
}
