namespace Yuekao.App.Http;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most as many as <c>top</c> asked for.</param>
/// <param name="Continuation">What asks for the next page; left out on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation = null);
