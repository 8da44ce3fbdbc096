using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>One mistake in a scheme document.</summary>
/// <param name="Path">Where it is, as a JSON path such as <c>$.items[3].maximum</c>.</param>
/// <param name="Code">What kind of mistake it is: a stable word, such as <c>weights-sum</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SchemeError(string Path, string Code, LocalizableString Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
