using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>Adds one cycle's special items (单项考核) to a scheme.</summary>
internal static class SpecialItems
{
    public static SchemeLoadResult Join(Scheme scheme, IReadOnlyList<Item> items)
    {
        if (items.Count == 0)
            return new(scheme, []);
        var document = scheme.Document;
        if (document.SpecialItems is not { } rules)
            return new(null, [new("$", "no-special-items", $"Scheme {scheme.Key} takes no special items.")]);

        List<SchemeError> errors = [];
        if (items.Count > rules.AtMost)
            errors.Add(new("$", "too-many", $"There are {items.Count} special items: a cycle may add at most {rules.AtMost}."));
        foreach (var (index, item) in items.Index())
            if (item.Most > rules.Maximum)
                errors.Add(new($"$[{index}]", "out-of-range", $"'{item.Id}' gives up to {item.Most} points: a special item may give at most {rules.Maximum}."));

        var joined = Scheme.From(document with
        {
            Items = [.. document.Items, .. items.Select(item => item with { Provenance = Provenance.Cycle })],
            Components = [.. document.Components.Select(component => component.Id == rules.Component ? With(component, items) : component)],
        });
        errors.AddRange(joined.Errors.Select(error => error with { Path = ListPath(error.Path, document, rules.Component) }));
        return errors.Count == 0 ? joined : new(null, errors);
    }

    private static Component With(Component component, IReadOnlyList<Item> items) =>
        component with { Items = [.. component.Items, .. items.Select(item => item.Id)] };

    /// <summary>Turns a path in the joined document into one in the list of special items.</summary>
    private static string ListPath(string path, SchemeDocument document, ComponentId component)
    {
        var (index, owner) = document.Components.Index().First(one => one.Item.Id == component);
        return Shifted(path, "$.items[", document.Items.Count)
            ?? Shifted(path, $"$.components[{index}].items[", owner.Items.Count)
            ?? path;
    }

    private static string? Shifted(string path, string prefix, int offset)
    {
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var end = path.IndexOf(']', prefix.Length);
        var index = int.Parse(path.AsSpan(prefix.Length, end - prefix.Length), System.Globalization.CultureInfo.InvariantCulture);
        return index < offset ? null : $"$[{index - offset}]{path[(end + 1)..]}";
    }
}
