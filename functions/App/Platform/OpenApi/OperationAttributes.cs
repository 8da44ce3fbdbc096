namespace Yuekao.App.Platform;

/// <summary>Says what an HTTP function does, for the API document.</summary>
/// <param name="summary">A sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    /// <summary>A sentence.</summary>
    public string Summary => summary;
}

/// <summary>A query parameter that an HTTP function reads. All are optional.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What its text stands for.</param>
/// <param name="description">What it does.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, Type type, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What its text stands for.</summary>
    public Type Type => type;

    /// <summary>What it does.</summary>
    public string Description => description;
}

/// <summary>The function answers a list in pages: it reads <c>top</c> and <c>continuation</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute;

/// <summary>The function answers with an ETag, and honours If-Match where it writes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaggedAttribute : Attribute;

/// <summary>A body that an HTTP function takes; several where it takes several media types.</summary>
/// <param name="contract">The contract; <see cref="string"/> for text such as CSV.</param>
/// <param name="mediaType">Its media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptsAttribute(Type contract, string mediaType = "application/json") : Attribute
{
    /// <summary>The contract.</summary>
    public Type Contract => contract;

    /// <summary>Its media type.</summary>
    public string MediaType => mediaType;
}

/// <summary>A good answer of an HTTP function.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="contract">The contract; <see cref="string"/> for text such as CSV; null for no content.</param>
/// <param name="mediaType">Its media type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? contract = null, string mediaType = "application/json") : Attribute
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The contract.</summary>
    public Type? Contract => contract;

    /// <summary>Its media type.</summary>
    public string MediaType => mediaType;
}

/// <summary>The problems that an HTTP function answers with, by HTTP status; those that every function can give need not be said.</summary>
/// <param name="statuses">400 and above.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProblemsAttribute(params int[] statuses) : Attribute
{
    public IReadOnlyList<int> Statuses => statuses;
}
