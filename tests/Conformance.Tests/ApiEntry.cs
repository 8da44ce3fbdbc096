namespace Yuekao.Conformance.Tests;

/// <summary>One public or protected type or member.</summary>
/// <param name="Signature">The declaration without its base types.</param>
/// <param name="Bases">Base class and interfaces, for a type.</param>
/// <param name="Attributes">Those attributes that change what compiles: Obsolete, AttributeUsage, Experimental.</param>
internal sealed record ApiEntry(string Signature, IReadOnlySet<string> Bases, IReadOnlySet<string> Attributes)
{
    private static readonly string[] Compiling = ["System.ObsoleteAttribute(", "System.AttributeUsageAttribute(", "System.Diagnostics.CodeAnalysis.ExperimentalAttribute("];
    private static readonly string[] Kinds = [" class ", " record ", " struct ", " record struct ", " interface ", " enum "];

    /// <summary>Reads what follows <c>|</c> in a line of a list.</summary>
    public static ApiEntry Parse(string text)
    {
        string[] parts = text.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Parameters' attributes follow in parts of their own: they do not change which calls compile.
        string attributes = parts.Skip(1).FirstOrDefault(part => part.StartsWith('[')) ?? "";
        return Create(parts[0], attributes.Split("] [").Select(attribute => attribute.Trim('[', ']')));
    }

    public static ApiEntry Create(string declaration, IEnumerable<string> attributes)
    {
        HashSet<string> compiling = [.. attributes.Where(attribute => Compiling.Any(name => attribute.StartsWith(name, StringComparison.Ordinal)))];
        int colon = declaration.IndexOf(" : ", StringComparison.Ordinal);
        int where = declaration.IndexOf(" where ", StringComparison.Ordinal);
        bool isType = Kinds.Any(kind => declaration.Contains(kind, StringComparison.Ordinal)) && !declaration.Contains('(');
        if (!isType || colon < 0 || (where >= 0 && where < colon))
            return new(declaration, new HashSet<string>(), compiling);
        string bases = where < 0 ? declaration[(colon + 3)..] : declaration[(colon + 3)..where];
        return new(declaration[..colon] + (where < 0 ? "" : declaration[where..]), SplitBases(bases), compiling);
    }

    // Commas inside type arguments do not separate base types.
    private static HashSet<string> SplitBases(string text)
    {
        HashSet<string> bases = [];
        int depth = 0, start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (text[at] == ',' && depth == 0))
            {
                bases.Add(text[start..at].Trim());
                start = at + 1;
            }
            else if (text[at] == '<')
            {
                depth++;
            }
            else if (text[at] == '>')
            {
                depth--;
            }
        }

        return bases;
    }
}
