using System.Diagnostics.CodeAnalysis;

namespace Yuekao.Assessment.Values;

/// <summary>An id: text that was checked once, where it came in, and is a type of its own from then on.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The text of the id; empty only in a default value.</summary>
    string Value { get; }

    /// <summary>What this id's text must look like, to finish the sentence "it must be ...".</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Static abstract: called through the type parameter.")]
    static abstract LocalizableString Expected { get; }

    /// <summary>Checks a text and makes it an id.</summary>
    /// <returns>Whether <paramref name="text"/> is a valid id.</returns>
    [SuppressMessage("Design", "CA1000", Justification = "Static abstract: called through the type parameter.")]
    static abstract bool TryOf([NotNullWhen(true)] string? text, out TSelf id);
}

internal static class Ids
{
    public static TId Require<TId>(string? text) where TId : struct, IId<TId> =>
        TId.TryOf(text, out var id) ? id : throw new FormatException($"'{text}' is not a valid {typeof(TId).Name}: it must be {TId.Expected}.");
}
