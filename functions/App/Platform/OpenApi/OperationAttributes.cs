namespace Yuekao.App.Platform;

/// <summary>Says what an HTTP function does, for the API document.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    public string Summary => summary;
}

/// <summary>A query parameter that an HTTP function reads, and the type that its text stands for. All are optional.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, Type type, string description) : Attribute
{
    public string Name => name;

    public Type Type => type;

    public string Description => description;
}

/// <summary>The function answers a list in pages: it reads <c>top</c> and <c>continuation</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute;

/// <summary>The function answers with an ETag, and honours If-Match where it writes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaggedAttribute : Attribute;

/// <summary>A body that an HTTP function takes; several where it takes several media types. <see cref="string"/> stands for text such as CSV.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptsAttribute(Type contract, string mediaType = "application/json") : Attribute
{
    public Type Contract => contract;

    public string MediaType => mediaType;
}

/// <summary>The function takes its body as a table, too: CSV or a workbook.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsTablesAttribute : Attribute;

/// <summary>The function answers with a table, too, where the caller likes that better: CSV or a workbook.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersTablesAttribute : Attribute;

/// <summary>The function replaces a list as a whole, and says what that would change where the query has <c>preview=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PreviewsAttribute : Attribute;

/// <summary>The function answers a list to fill in where none is stored and the query has <c>template=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TemplatesAttribute : Attribute;

/// <summary>A good answer of an HTTP function. <see cref="string"/> stands for text such as CSV, null for no content.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? contract = null, string mediaType = "application/json") : Attribute
{
    public int Status => status;

    public Type? Contract => contract;

    public string MediaType => mediaType;
}

/// <summary>The problems that an HTTP function answers with, by HTTP status; those that every function can give need not be said.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProblemsAttribute(params int[] statuses) : Attribute
{
    public IReadOnlyList<int> Statuses => statuses;
}
